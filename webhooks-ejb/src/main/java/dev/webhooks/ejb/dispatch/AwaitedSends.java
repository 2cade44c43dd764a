package dev.webhooks.ejb.dispatch;

import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Sends that their caller waits for. A tenant has only some of them under way at a time on this
 * node: its receivers that hang must not take all that there may be. Thread-safe.
 */
@ApplicationScoped
public class AwaitedSends {
  static final int MOST = 5;

  private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * Sends on the calling thread.
   *
   * @throws Refusal.LimitReached when the tenant waits for as many as it may
   */
  public <T> T await(String tenant, Supplier<T> send) {
    int count = underWay.merge(tenant, 1, Integer::sum);
    try {
      if (count > MOST) {
        throw new Refusal.LimitReached(
            "At most " + MOST + " tests and challenges may be under way at a time", MOST);
      }
      return send.get();
    } finally {
      underWay.computeIfPresent(tenant, (name, all) -> all == 1 ? null : all - 1);
    }
  }
}
