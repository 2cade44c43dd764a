package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private long now = Long.MAX_VALUE - 300_000_000;
  private final RateLimiter limiter = new RateLimiter(2, () -> now);

  @Test
  void a_seconds_worth_is_granted_at_once_then_the_rate() {
    assertThat(limiter.take("a").granted()).isTrue();
    assertThat(limiter.take("a").remaining()).isZero();
    RateLimiter.Allowance refused = limiter.take("a");
    assertThat(refused.granted()).isFalse();
    assertThat(refused.refilledIn()).isEqualTo(Duration.ofMillis(500));
    now += 500_000_000;
    assertThat(limiter.take("a").granted()).isTrue();
    assertThat(limiter.take("a").granted()).isFalse();
  }

  @Test
  void callers_do_not_share() {
    limiter.take("a");
    limiter.take("a");
    assertThat(limiter.take("b").granted()).isTrue();
  }

  @Test
  void who_is_overtaken_by_a_later_request_gains_nothing_and_loses_nothing() {
    limiter.take("a");
    now -= 1_000_000;
    assertThat(limiter.take("a").granted()).isTrue();
    now += 500_000_000;
    assertThat(limiter.take("a").granted()).isFalse();
    now += 1_000_000;
    assertThat(limiter.take("a").granted()).isTrue();
  }

  @Test
  void zero_is_no_limit() {
    assertThat(new RateLimiter(0, () -> now).isOn()).isFalse();
  }
}
