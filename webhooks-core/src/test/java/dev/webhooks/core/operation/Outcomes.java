package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.DispatchListener.Outcome;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorded outcomes for tests. */
final class Outcomes {
  private static final Instant THEN = Instant.parse("2026-01-15T08:00:00Z");

  private Outcomes() {}

  static Endpoint endpoint(long id) {
    return Endpoint.builder(id, URI.create("https://receiver.example/" + id)).build();
  }

  static Outcome accepted(Endpoint endpoint) {
    return accepted(endpoint, 5_300);
  }

  static Outcome accepted(Endpoint endpoint, long micros) {
    return outcome(endpoint, delivery(endpoint, 1, true), micros, null, DeliveryStatus.SUCCEEDED);
  }

  static Outcome rescheduled(Endpoint endpoint) {
    return outcome(endpoint, delivery(endpoint, 1, true), 900, ErrorClass.TIMEOUT, null);
  }

  static Outcome exhausted(Endpoint endpoint, long eventNumber) {
    var delivery = delivery(endpoint, eventNumber, true);
    return outcome(endpoint, delivery, 900, ErrorClass.HTTP_STATUS, DeliveryStatus.FAILED);
  }

  static Outcome failedResend(Endpoint endpoint, long eventNumber) {
    var delivery = delivery(endpoint, eventNumber, false);
    return outcome(endpoint, delivery, 900, ErrorClass.HTTP_STATUS, DeliveryStatus.FAILED);
  }

  static Outcome cancelled(Endpoint endpoint) {
    var item =
        new RecordItem(
            delivery(endpoint, 1, true),
            null,
            new Decision.Settle(DeliveryStatus.CANCELLED),
            false);
    return new Outcome(endpoint, item, Recorded.SETTLED);
  }

  private static PendingDelivery delivery(Endpoint endpoint, long eventNumber, boolean retries) {
    long id = DeliveryNumbers.of(eventNumber, 0);
    return new PendingDelivery(
        id,
        endpoint.id(),
        eventNumber,
        THEN,
        5,
        5,
        0,
        0,
        Trigger.AUTOMATIC,
        retries,
        BodyFormat.JSON,
        id,
        null);
  }

  private static Outcome outcome(
      Endpoint endpoint,
      PendingDelivery delivery,
      long micros,
      @Nullable ErrorClass error,
      @Nullable DeliveryStatus settled) {
    var attempt =
        new DeliveryAttempt(
            delivery.attempts() + 1,
            delivery.trigger(),
            THEN,
            new Timings(0, 0, 0, 0, micros),
            null,
            List.of(),
            new AttemptResult.Response(error == null ? 200 : 503, List.of(), new byte[0], false),
            error);
    return settled == null
        ? new Outcome(
            endpoint,
            new RecordItem(delivery, attempt, new Decision.Retry(Duration.ofMinutes(1)), false),
            Recorded.RESCHEDULED)
        : new Outcome(
            endpoint,
            new RecordItem(delivery, attempt, new Decision.Settle(settled), false),
            Recorded.SETTLED);
  }
}
