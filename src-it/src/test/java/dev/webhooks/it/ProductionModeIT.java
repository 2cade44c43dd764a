package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What operators switch on and off: without the development switch nobody reaches their own
 * network, and a limit of requests is one.
 */
class ProductionModeIT {

  private static ServiceProcess service;

  @BeforeAll
  static void start() {
    var environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("WEBHOOKS_DEV", "false");
    environment.put("WEBHOOKS_REQUESTS_PER_SECOND", "2");
    service = ServiceProcess.start("production", environment);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://user:password@example.com/",
      })
  void a_forbidden_target_is_400(String url) {
    var reply = Api.ofNewTenant(service).post("endpoints", Requests.endpoint(URI.create(url), "*"));
    assertThat(reply.expect(400).wrongFields()).containsExactly("url");
  }

  @Test
  void too_many_requests_are_told_when_to_come_again() {
    Api api = Api.ofNewTenant(service);
    Reply first = api.get("webhooks").expect(200);
    assertThat(first.findHeader("X-RateLimit-Limit")).contains("2");
    assertThat(first.findHeader("X-RateLimit-Remaining")).contains("1");
    Reply refused = Deadline.ofSeconds(30).get(() -> refusal(api), "a refusal");
    ErrorsIT.requireEnvelope(refused, "rate_limited");
    assertThat(refused.findHeader("Retry-After")).contains("1");
    assertThat(refused.findHeader("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.findHeader("X-RateLimit-Reset")).isPresent();
    Api.ofNewTenant(service).get("webhooks").expect(200);
  }

  /** Eight at once are more than two, however slow the machine is. */
  private static Optional<Reply> refusal(Api api) {
    return IntStream.range(0, 8)
        .parallel()
        .mapToObj(i -> api.get("webhooks"))
        .filter(reply -> reply.status() == 429)
        .findFirst();
  }
}
