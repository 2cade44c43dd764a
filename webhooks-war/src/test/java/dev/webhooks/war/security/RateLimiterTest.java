package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final RateLimiter limiter = new RateLimiter(2, () -> now);

  @Test
  void a_seconds_worth_is_granted_at_once_then_the_rate() {
    assertThat(limiter.take("a").granted()).isTrue();
    assertThat(limiter.take("a").remaining()).isZero();
    RateLimiter.Allowance refused = limiter.take("a");
    assertThat(refused.granted()).isFalse();
    assertThat(refused.refilledIn()).isEqualTo(Duration.ofMillis(500));
    now = now.plusMillis(500);
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
  void a_clock_that_goes_back_gives_nothing_and_takes_nothing() {
    limiter.take("a");
    now = now.minusSeconds(60);
    assertThat(limiter.take("a").granted()).isTrue();
    assertThat(limiter.take("a").granted()).isFalse();
  }

  @Test
  void zero_is_no_limit() {
    assertThat(new RateLimiter(0, () -> now).isOn()).isFalse();
  }
}
