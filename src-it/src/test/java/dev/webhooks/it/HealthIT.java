package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Endpoints that do not recover are disabled, and who wants to know is told. */
class HealthIT {
  private static ServiceProcess service;

  private final Api api = Api.ofNewTenant(service);
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @BeforeAll
  static void startWithLittlePatience() {
    service = ServiceProcess.start("health", Map.of("WEBHOOKS_FAILING_AFTER", "PT8S"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

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
              return !endpoint(failing).getBoolean("enabled");
            },
            "the failing endpoint to be disabled");

    assertThat(endpoint(failing).getString("disabled_reason")).isEqualTo("failing");
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

    Deadline.ofSeconds(20)
        .await(() -> !endpoint(gone).getBoolean("enabled"), "the endpoint to be disabled");

    assertThat(endpoint(gone).getString("disabled_reason")).isEqualTo("gone");
  }

  private long newEndpoint(String path, String... types) {
    JsonObject body =
        Fields.with(Requests.endpoint(receiver.url(path), types), "retry_schedule", List.of());
    return api.post("endpoints", body).expect(201).id();
  }

  private void publish() {
    api.post("events", Requests.event("payment.succeeded", "ORDER-1")).expect(202);
  }

  private JsonObject endpoint(long id) {
    return api.get("endpoints/" + id).expect(200).data();
  }

  private Set<String> told() {
    return receiver.requests().stream()
        .filter(request -> request.path().equals("/watch"))
        .map(request -> request.findHeader("X-Webhook-Event-Type").orElse(""))
        .collect(Collectors.toSet());
  }
}
