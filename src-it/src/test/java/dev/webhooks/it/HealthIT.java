package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.TwoNodes;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.Endpoint;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Endpoints that do not recover are disabled, and who wants to know is told. */
@ResourceLock(TwoNodes.LOCK)
class HealthIT {
  private final WebhooksClient client = Clients.ofNewTenant(TwoNodes.get().first());
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void nothing_but_failures_disable_an_endpoint_and_its_tenant_is_told() {
    receiver.script(r -> r.path().equals("/watch") ? Answer.ok() : Answer.status(500));
    newEndpoint("/watch", "endpoint.*", "delivery.exhausted");
    long failing = newEndpoint("/failing", "payment.*");

    Deadline.ofSeconds(60)
        .await(
            () -> {
              publish();
              return !endpoint(failing).enabled();
            },
            "the failing endpoint to be disabled");

    assertThat(endpoint(failing).disabledReason()).isEqualTo("failing");
    Deadline.ofSeconds(20)
        .await(
            () ->
                told()
                    .containsAll(
                        Set.of("delivery.exhausted", "endpoint.failing", "endpoint.disabled")),
            "what happened to be told");
  }

  @Test
  void a_410_disables_an_endpoint_at_once() {
    receiver.script(r -> Answer.status(410));
    long gone = newEndpoint("/gone", "payment.*");
    publish();

    Deadline.ofSeconds(20).await(() -> !endpoint(gone).enabled(), "the endpoint to be disabled");

    assertThat(endpoint(gone).disabledReason()).isEqualTo("gone");
    assertThat(endpoint(gone).disabledAt()).isNotNull();
  }

  private long newEndpoint(String path, String... types) {
    return client
        .endpoints()
        .create(Examples.endpoint(receiver.url(path), types).retrySchedule().build())
        .id();
  }

  private void publish() {
    client.events().publish(Examples.event("payment.succeeded", "ORDER-1"));
  }

  private Endpoint endpoint(long id) {
    return client.endpoints().get(id);
  }

  private Set<String> told() {
    return receiver.requests().stream()
        .filter(request -> request.path().equals("/watch"))
        .map(request -> request.findHeader("X-Webhook-Event-Type").orElse(""))
        .collect(Collectors.toSet());
  }
}
