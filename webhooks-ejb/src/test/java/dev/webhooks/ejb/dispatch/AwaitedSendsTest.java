package dev.webhooks.ejb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.ejb.Refusal;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AwaitedSendsTest {
  private final AwaitedSends sends = new AwaitedSends();

  /** While so many of this tenant are under way. */
  private <T> T beside(int others, String tenant, Supplier<T> send) {
    return others == 0 ? send.get() : sends.await(tenant, () -> beside(others - 1, tenant, send));
  }

  @Test
  void a_tenant_has_only_some_under_way_at_a_time() {
    assertThat(beside(AwaitedSends.MOST, "a", () -> "sent")).isEqualTo("sent");
    assertThatThrownBy(() -> beside(AwaitedSends.MOST + 1, "a", () -> "sent"))
        .isInstanceOf(Refusal.LimitReached.class);
  }

  @Test
  void they_take_nothing_from_another() {
    assertThat(beside(AwaitedSends.MOST, "a", () -> sends.await("b", () -> "sent")))
        .isEqualTo("sent");
  }

  @Test
  void what_has_ended_or_failed_or_was_refused_counts_no_more() {
    for (int i = 0; i <= AwaitedSends.MOST; i++) {
      assertThatThrownBy(() -> beside(AwaitedSends.MOST + 1, "a", () -> "sent"))
          .isInstanceOf(Refusal.LimitReached.class);
      assertThatThrownBy(() -> sends.await("a", () -> Integer.valueOf("x")))
          .isInstanceOf(NumberFormatException.class);
    }
    assertThat(beside(AwaitedSends.MOST, "a", () -> "sent")).isEqualTo("sent");
  }
}
