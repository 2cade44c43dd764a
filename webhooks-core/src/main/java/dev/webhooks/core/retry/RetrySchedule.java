package dev.webhooks.core.retry;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is tried again automatically. Immutable and thread-safe; every method is
 * pure arithmetic.
 *
 * @param delays the first is the pause after the first failed attempt, and so on; there is one
 *     automatic retry per delay
 * @param jitter how far a pause may be stretched or shortened at random, as a fraction of itself:
 *     0.1 is ±10 %; at least 0, less than 1
 * @param maxAge no automatic retry starts later than this after publication; null without limit
 */
public record RetrySchedule(List<Duration> delays, double jitter, @Nullable Duration maxAge) {
  /** The longest wait a receiver can ask for with {@code Retry-After}. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofHours(24);

  private static final Duration MAX_DELAY = Duration.ofDays(365);

  /** One attempt, no retry. */
  public static final RetrySchedule NONE = new RetrySchedule(List.of(), 0, null);

  /** SePay's: after 1, 1, 2, 3, 5, 8, 13 minutes, none later than 5 hours after publication. */
  public static final RetrySchedule SEPAY =
      new RetrySchedule(minutes(1, 1, 2, 3, 5, 8, 13), 0, Duration.ofHours(5));

  /** EPaySe's: after 1, 4, 16, 64, 256 minutes, ±10 %. */
  public static final RetrySchedule EPAYSE =
      new RetrySchedule(minutes(1, 4, 16, 64, 256), 0.1, null);

  /**
   * A schedule.
   *
   * @throws IllegalArgumentException if a delay is negative or over 365 days, the jitter out of
   *     range, or the age limit negative
   */
  public RetrySchedule {
    delays = List.copyOf(delays);
    if (!delays.stream().allMatch(RetrySchedule::isPossible)) {
      throw new IllegalArgumentException("a delay must be from zero to 365 days: " + delays);
    }
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("the jitter must be at least 0 and below 1: " + jitter);
    }
    if (maxAge != null && maxAge.isNegative()) {
      throw new IllegalArgumentException("the age limit must not be negative: " + maxAge);
    }
  }

  /**
   * Reads delays such as {@code PT1M,PT4M,PT1H}: ISO-8601 durations between commas; blank text is
   * no retry. The schedule has no jitter and no age limit.
   *
   * @throws IllegalArgumentException naming the delay that cannot be read
   */
  public static RetrySchedule parse(String text) {
    List<Duration> delays = new ArrayList<>();
    if (!text.isBlank()) {
      for (String delay : text.split(",", -1)) {
        delays.add(parseDelay(delay.strip(), delays.size() + 1));
      }
    }
    return new RetrySchedule(delays, 0, null);
  }

  /** The delays as {@link #parse} reads them. */
  public String text() {
    return delays.stream().map(Duration::toString).collect(Collectors.joining(","));
  }

  /** The same schedule with this jitter. */
  public RetrySchedule withJitter(double newJitter) {
    return new RetrySchedule(delays, newJitter, maxAge);
  }

  /** The same schedule with this age limit; null for none. */
  public RetrySchedule withMaxAge(@Nullable Duration newMaxAge) {
    return new RetrySchedule(delays, jitter, newMaxAge);
  }

  /**
   * How long to wait before the next automatic attempt, from the end of the one that just failed;
   * empty when the delivery is given up.
   *
   * @param failures automatic attempts that failed so far, the last one included; from 1
   * @param age how long ago the event was published, at the end of that attempt
   * @param random from 0 to 1: where in the jitter's range the pause falls
   * @param retryAfter what the receiver asked for; lengthens the pause to at most {@link
   *     #MAX_RETRY_AFTER}, never shortens it; null if it did not ask
   * @throws IllegalArgumentException if there was no failure or {@code random} is out of range
   */
  public Optional<Duration> delayAfter(
      int failures, Duration age, double random, @Nullable Duration retryAfter) {
    if (failures < 1 || !(random >= 0 && random <= 1)) {
      throw new IllegalArgumentException("failures " + failures + ", random " + random);
    }
    if (failures > delays.size()) {
      return Optional.empty();
    }
    Duration delay = atLeast(jittered(delays.get(failures - 1), random), retryAfter);
    return Optional.of(delay).filter(d -> mayStartAt(age.plus(d)));
  }

  /**
   * Whether an automatic retry may still start this long after publication. Asked again when a
   * retry is due, since it may start late (the service was down, the lane was full).
   */
  public boolean mayStartAt(Duration age) {
    return maxAge == null || age.compareTo(maxAge) <= 0;
  }

  private Duration jittered(Duration delay, double random) {
    if (jitter == 0) {
      return delay;
    }
    double factor = 1 + jitter * (2 * random - 1);
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }

  private static Duration atLeast(Duration delay, @Nullable Duration retryAfter) {
    if (retryAfter == null) {
      return delay;
    }
    Duration asked = retryAfter.compareTo(MAX_RETRY_AFTER) < 0 ? retryAfter : MAX_RETRY_AFTER;
    return asked.compareTo(delay) > 0 ? asked : delay;
  }

  private static Duration parseDelay(String text, int position) {
    try {
      Duration delay = Duration.parse(text);
      if (isPossible(delay)) {
        return delay;
      }
    } catch (DateTimeParseException e) {
      // The message below says it better.
    }
    throw new IllegalArgumentException(
        "delay "
            + position
            + " is not an ISO-8601 duration such as PT90S or PT5M, of at most 365 days: \""
            + text
            + '"');
  }

  private static boolean isPossible(Duration delay) {
    return !delay.isNegative() && delay.compareTo(MAX_DELAY) <= 0;
  }

  private static List<Duration> minutes(long... minutes) {
    return Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
  }
}
