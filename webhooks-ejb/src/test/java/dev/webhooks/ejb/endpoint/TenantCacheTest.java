package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantCacheTest {
  private final List<String> reads = new ArrayList<>();
  private long now = 42;
  private final TenantCache<String> cache = new TenantCache<>(() -> now);

  private String get(String tenant, Duration age) {
    return cache.get(
        tenant,
        age,
        before -> {
          reads.add(tenant + " after " + before);
          return tenant + reads.size();
        });
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void an_answer_stands_until_it_is_too_old_for_who_asks() {
    get("a", TenantCache.LIFE);
    pass(TenantCache.LIFE_OF_NOTHING);

    assertThat(get("a", TenantCache.LIFE)).isEqualTo("a1");
    assertThat(get("a", TenantCache.LIFE_OF_NOTHING)).isEqualTo("a2");
    assertThat(get("a", TenantCache.LIFE_OF_NOTHING)).isEqualTo("a2");
    assertThat(reads).containsExactly("a after null", "a after a1");
  }

  @Test
  void what_was_changed_here_is_read_again() {
    get("a", TenantCache.LIFE);

    cache.forget("a");

    assertThat(get("a", TenantCache.LIFE)).isEqualTo("a2");
  }

  @Test
  void what_was_being_read_during_a_change_here_is_not_kept() {
    cache.get(
        "a",
        TenantCache.LIFE,
        before -> {
          cache.forget("a");
          return "from before the change";
        });
    pass(Duration.ofMillis(1));

    assertThat(get("a", TenantCache.LIFE)).isEqualTo("a1");
    assertThat(get("a", TenantCache.LIFE)).isEqualTo("a1");
  }

  @Test
  void tenants_that_nothing_is_read_for_are_forgotten() {
    for (int i = 0; i < 1_000; i++) {
      get("tenant-" + i, TenantCache.LIFE);
    }
    pass(Duration.ofSeconds(50));
    get("a", TenantCache.LIFE);
    assertThat(cache.size()).isEqualTo(1_001);

    pass(Duration.ofSeconds(10));
    get("b", TenantCache.LIFE);

    assertThat(cache.size()).isEqualTo(2);
  }
}
