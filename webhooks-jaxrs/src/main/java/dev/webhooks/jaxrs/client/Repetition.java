package dev.webhooks.jaxrs.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether, and after which pause, a refused call is made again. Immutable; pure.
 *
 * @param patience how long all pauses of one call may be together; zero: never again
 */
record Repetition(Duration patience) {
  static final Repetition NONE = new Repetition(Duration.ZERO);

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 6;

  /**
   * The pause before the next call; empty to give up. The service's own {@code Retry-After} is
   * kept, otherwise the pauses double; both are lengthened at random by up to a half, so that
   * clients that were refused together do not come back together.
   *
   * @param isHarmlessTwice whether the call may have been carried out and be made again all the
   *     same
   * @param failures calls so far, from 1
   * @param paused how long the pauses were until now
   * @param chance a random number from 0 to 1
   */
  Optional<Duration> pauseAfter(
      WebhooksApiException refusal,
      boolean isHarmlessTwice,
      int failures,
      Duration paused,
      double chance) {
    boolean isWorthwhile = refusal.status() == 429 || (refusal.status() == 503 && isHarmlessTwice);
    if (!isWorthwhile || patience.isZero()) {
      return Optional.empty();
    }
    Duration least =
        refusal.retryAfter().filter(pause -> !pause.isZero()).orElseGet(() -> doubled(failures));
    Duration pause = least.plusMillis((long) (least.toMillis() * chance / 2));
    return paused.plus(pause).compareTo(patience) <= 0 ? Optional.of(pause) : Optional.empty();
  }

  private static Duration doubled(int failures) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
