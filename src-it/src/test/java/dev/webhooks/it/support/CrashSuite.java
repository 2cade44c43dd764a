package dev.webhooks.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/**
 * What a test starts from that harms services: a tenant of its own and a receiver that takes its
 * time.
 */
public abstract class CrashSuite {

  protected static final int EVENTS = 2_000;

  protected final Token token = Tokens.ofNewTenant();
  protected final ScriptedReceiver receiver =
      ScriptedReceiver.answering(Answer.ok().after(Duration.ofMillis(100)));

  protected long endpoint;

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  protected final WebhooksClient withEndpoint(ServiceProcess service) {
    WebhooksClient client = Clients.of(service, token);
    endpoint =
        client.endpoints().create(Examples.endpoint(receiver.url("/hook"), "*").build()).id();
    return client;
  }

  protected final void awaitRequests(int count) {
    Deadline.ofSeconds(120).await(() -> receiver.requestCount() >= count, count + " requests");
  }

  protected final void awaitArrivals(Set<String> accepted) {
    try {
      Deadline.ofSeconds(120)
          .await(() -> arrived().equals(accepted), "every accepted event to arrive, and no other");
    } catch (AssertionError late) {
      // Which ones are not where they should be; the log of the service may say why.
      assertThat(arrived()).as(late.getMessage()).isEqualTo(accepted);
    }
  }

  private Set<String> arrived() {
    return Load.arrivals(receiver).keySet();
  }
}
