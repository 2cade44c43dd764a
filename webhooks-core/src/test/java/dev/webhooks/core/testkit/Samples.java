package dev.webhooks.core.testkit;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Values for the contract suites. */
final class Samples {
  static final String TENANT = "acme";

  private Samples() {}

  static NewEvent event(String id, long... endpoints) {
    return event(TENANT, id, "{\"id\":\"" + id + "\"}", null, endpoints);
  }

  static NewEvent keyed(String id, String key, String content, long... endpoints) {
    return event(TENANT, id, content, new NewEvent.Idempotency(key, bytes(content)), endpoints);
  }

  static NewEvent event(
      String tenant, String id, String body, NewEvent.Idempotency idempotency, long... endpoints) {
    var event =
        new Event(id, tenant, "payment.succeeded", true, Set.of("eu", "web"), bytes(body), null);
    return new NewEvent(event, targets(endpoints), idempotency);
  }

  static NewEvent transaction(String id, TransactionFacts facts, long... endpoints) {
    var event =
        new Event(id, TENANT, Event.TRANSACTION_IN, true, Set.of(), bytes("{\"t\":1}"), facts);
    return new NewEvent(event, targets(endpoints), null);
  }

  private static List<NewEvent.Target> targets(long... endpoints) {
    return Arrays.stream(endpoints)
        .mapToObj(endpoint -> new NewEvent.Target(endpoint, BodyFormat.JSON))
        .toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static DeliveryAttempt accepted(PendingDelivery delivery) {
    return new DeliveryAttempt(
        delivery.attempts() + 1,
        delivery.trigger(),
        Instant.parse("2026-01-15T08:00:00.123456Z").plusSeconds(delivery.attempts()),
        new Timings(0, 210, 900, 4_000, 5_300),
        "203.0.113.9",
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("webhook-id", "evt_1"),
            new Header("X-Webhook-Event-Id", "evt_1"),
            new Header("X-Custom", "a: b")),
        new AttemptResult.Response(
            200,
            List.of(new Header("server", "test"), new Header("x-request-id", "77")),
            bytes("{\"success\":true}"),
            false),
        null);
  }

  static DeliveryAttempt refused(PendingDelivery delivery) {
    return new DeliveryAttempt(
        delivery.attempts() + 1,
        delivery.trigger(),
        Instant.parse("2026-01-15T08:00:00.5Z").plusSeconds(delivery.attempts()),
        new Timings(100, 0, 0, 0, 100),
        null,
        List.of(),
        new AttemptResult.Failure(ErrorClass.CONNECTION_REFUSED, "nothing listens there"),
        ErrorClass.CONNECTION_REFUSED);
  }

  static RecordItem succeeded(PendingDelivery delivery) {
    return settled(delivery, DeliveryStatus.SUCCEEDED);
  }

  static RecordItem settled(PendingDelivery delivery, DeliveryStatus status) {
    var attempt =
        switch (status) {
          case SUCCEEDED -> accepted(delivery);
          case CANCELLED -> null;
          default -> refused(delivery);
        };
    return new RecordItem(delivery, attempt, new Decision.Settle(status), true);
  }

  static RecordItem retried(PendingDelivery delivery, Duration delay) {
    return new RecordItem(delivery, refused(delivery), new Decision.Retry(delay), true);
  }
}
