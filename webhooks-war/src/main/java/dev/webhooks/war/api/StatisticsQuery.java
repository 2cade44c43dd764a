package dev.webhooks.war.api;

import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A stretch of time, and in which parts it is shown.
 *
 * @param from the beginning
 * @param to the end
 * @param interval the length of a part
 */
record StatisticsQuery(Instant from, Instant to, Interval interval) {
  private static final Map<String, Interval> INTERVALS =
      WebhookWire.byName(Interval.values(), DeliveryAnswer::name);
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration BY_HOUR = Duration.ofDays(3);

  /**
   * Reads {@code from}, {@code to} and {@code interval}; what is absent is the last day, in hours
   * up to three days.
   *
   * @throws InvalidRequestException naming what is wrong
   */
  static StatisticsQuery read(Query query, Instant now) {
    Instant to = Objects.requireNonNullElse(query.instant("to"), now);
    Instant from = Objects.requireNonNullElse(query.instant("from"), to.minus(USUAL));
    Interval asked = query.oneOf("interval", INTERVALS);
    Duration length = Duration.between(from, to);
    Interval interval = asked == null ? usual(length) : asked;
    if (length.isNegative() || length.isZero() || length.compareTo(interval.longest()) > 0) {
      String days = interval.longest().toDays() + " days";
      query.errors().add("from", "must be before to, by at most " + days);
    }
    query.errors().throwIfAny();
    return new StatisticsQuery(from, to, interval);
  }

  private static Interval usual(Duration length) {
    return length.compareTo(BY_HOUR) <= 0 ? Interval.HOUR : Interval.DAY;
  }
}
