package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.payload.SuccessBody;
import dev.webhooks.core.retry.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what an attempt's outcome means for the delivery and its endpoint. Pure. */
public final class DeliveryPolicy {
  private DeliveryPolicy() {}

  /**
   * What an outcome leads to.
   *
   * @param decision what becomes of the delivery
   * @param error why it was no success, null when it was
   * @param disablesEndpoint whether the receiver said that it is gone for good
   */
  public record Ruling(Decision decision, @Nullable ErrorClass error, boolean disablesEndpoint) {}

  /** What an outcome is, whoever's delivery it was. */
  private enum Verdict {
    SUCCESS,
    BAD_BODY,
    FINAL_STATUS,
    GONE,
    TRY_AGAIN
  }

  /**
   * Decides.
   *
   * @param age of the event at the end of the attempt
   * @param now the end of the attempt by the node's clock; a date in Retry-After counts from it
   * @param random from 0 to 1, for the schedule's jitter
   */
  public static Ruling decide(
      Endpoint endpoint,
      PendingDelivery delivery,
      AttemptResult result,
      Duration age,
      Instant now,
      double random) {
    Verdict verdict = verdict(endpoint.face(), result);
    Decision decision =
        switch (verdict) {
          case SUCCESS -> new Decision.Settle(DeliveryStatus.SUCCEEDED);
          case BAD_BODY, FINAL_STATUS, GONE -> new Decision.Settle(DeliveryStatus.FAILED);
          case TRY_AGAIN -> again(endpoint, delivery, result, age, now, random);
        };
    return new Ruling(decision, error(verdict, result), verdict == Verdict.GONE);
  }

  /** Why an outcome is no success under a face's rules; null when it is one. */
  public static @Nullable ErrorClass errorOf(Face face, AttemptResult result) {
    return error(verdict(face, result), result);
  }

  private static Verdict verdict(Face face, AttemptResult result) {
    if (result instanceof Response response) {
      return face == Face.SEPAY ? sepay(response) : epayse(response.status());
    }
    return Verdict.TRY_AGAIN;
  }

  private static Verdict sepay(Response response) {
    int status = response.status();
    if (status == 200 || status == 201) {
      return !response.truncated() && SuccessBody.isSuccess(response.body())
          ? Verdict.SUCCESS
          : Verdict.BAD_BODY;
    }
    return status >= 202 && status <= 299 ? Verdict.FINAL_STATUS : Verdict.TRY_AGAIN;
  }

  private static Verdict epayse(int status) {
    if (status >= 200 && status <= 299) {
      return Verdict.SUCCESS;
    }
    return status == 410 ? Verdict.GONE : Verdict.TRY_AGAIN;
  }

  private static @Nullable ErrorClass error(Verdict verdict, AttemptResult result) {
    return switch (verdict) {
      case SUCCESS -> null;
      case BAD_BODY -> ErrorClass.BAD_BODY;
      case FINAL_STATUS, GONE, TRY_AGAIN ->
          result instanceof Failure failure ? failure.error() : ErrorClass.HTTP_STATUS;
    };
  }

  private static Decision again(
      Endpoint endpoint,
      PendingDelivery delivery,
      AttemptResult result,
      Duration age,
      Instant now,
      double random) {
    if (!delivery.retries()) {
      return new Decision.Settle(DeliveryStatus.FAILED);
    }
    Duration retryAfter = endpoint.face() == Face.EPAYSE ? retryAfter(result, now) : null;
    return endpoint
        .retrySchedule()
        .delayAfter(failures(delivery), age, random, retryAfter)
        .<Decision>map(Decision.Retry::new)
        .orElseGet(() -> new Decision.Settle(DeliveryStatus.FAILED));
  }

  /** A failed manual attempt takes no place in the schedule: the pause it cut short comes again. */
  private static int failures(PendingDelivery delivery) {
    return delivery.trigger() == Trigger.AUTOMATIC
        ? delivery.failures() + 1
        : Math.max(1, delivery.failures());
  }

  private static @Nullable Duration retryAfter(AttemptResult result, Instant now) {
    if (result instanceof Response response
        && (response.status() == 429 || response.status() == 503)) {
      for (Header header : response.headers()) {
        if (header.name().equalsIgnoreCase("retry-after")) {
          return RetryAfter.parse(header.value(), now).orElse(null);
        }
      }
    }
    return null;
  }
}
