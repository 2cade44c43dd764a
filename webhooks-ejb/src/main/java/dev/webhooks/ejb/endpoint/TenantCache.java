package dev.webhooks.ejb.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read for each tenant lately. Tenants that nothing was read for within a minute are
 * forgotten, so that it grows with those that publish and not with those that there are.
 * Thread-safe.
 *
 * @param <V> immutable
 */
final class TenantCache<V> {
  /** How old an answer may be. */
  static final Duration LIFE = Duration.ofSeconds(3);

  /**
   * How old the answer may be that there is no such thing: another node may just have added it. So
   * short that who asks for it again and again costs a few reads.
   */
  static final Duration LIFE_OF_NOTHING = Duration.ofMillis(100);

  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final Map<String, Entry<V>> byTenant = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private final AtomicLong sweptAt;

  /**
   * @param readAt when reading began, or when it was forgotten
   * @param value null when it was forgotten
   */
  private record Entry<V>(long readAt, @Nullable V value) {
    boolean isOlderThan(Duration age, long now) {
      return now - readAt >= age.toNanos();
    }
  }

  /**
   * @param nanoTime rises steadily, in nanoseconds
   */
  TenantCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sweptAt = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * What was read for this tenant, or else what is read now.
   *
   * @param age less than so old
   * @param read given what was known before, however old it is
   */
  V get(String tenant, Duration age, Function<@Nullable V, V> read) {
    long now = nanoTime.getAsLong();
    Entry<V> known = byTenant.get(tenant);
    V before = known == null ? null : known.value();
    if (known != null && before != null && !known.isOlderThan(age, now)) {
      return before;
    }
    V value = read.apply(before);
    byTenant.merge(tenant, new Entry<>(now, value), TenantCache::later);
    sweep(now);
    return value;
  }

  /** Something of this tenant was changed here: what is being read now is not kept either. */
  void forget(String tenant) {
    byTenant.put(tenant, new Entry<>(nanoTime.getAsLong(), null));
  }

  private static <V> Entry<V> later(Entry<V> known, Entry<V> fresh) {
    return fresh.readAt() - known.readAt() > 0 ? fresh : known;
  }

  private void sweep(long now) {
    long last = sweptAt.get();
    if (now - last >= FORGOTTEN.toNanos() && sweptAt.compareAndSet(last, now)) {
      byTenant.values().removeIf(entry -> entry.isOlderThan(FORGOTTEN, now));
    }
  }

  int size() {
    return byTenant.size();
  }
}
