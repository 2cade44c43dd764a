package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of time statistics are about, and in which parts they are shown.
 *
 * @param from not before; null: a day before {@code to}
 * @param to before; null: now
 * @param interval {@code hour} or {@code day}; null: hours up to three days, then days
 */
public record StatisticsQuery(
    @Nullable Instant from, @Nullable Instant to, @Nullable String interval) {

  /** The last day, by the hour. */
  public static StatisticsQuery lastDay() {
    return new StatisticsQuery(null, null, null);
  }

  /** From this time until before that, at most 366 days; null for the usual. */
  public static StatisticsQuery between(@Nullable Instant from, @Nullable Instant to) {
    return new StatisticsQuery(from, to, null);
  }

  /** The same by the hour; at most 31 days. */
  public StatisticsQuery byHour() {
    return new StatisticsQuery(from, to, "hour");
  }

  /** The same by the day. */
  public StatisticsQuery byDay() {
    return new StatisticsQuery(from, to, "day");
  }
}
