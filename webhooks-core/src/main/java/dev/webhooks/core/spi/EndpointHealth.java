package dev.webhooks.core.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Which endpoints have had nothing but failures, and since when: the same on every node. A healthy
 * endpoint has no entry. Joins the caller's transaction if there is one. Thread-safe; blocks.
 */
public interface EndpointHealth {

  /** Every endpoint that is failing now. */
  List<Failing> failing();

  /** From now on these are failing; an entry that is there already is left as it is. */
  void begin(Collection<Long> endpointIds);

  /** These are healthy, or start anew: also whenever one is enabled, disabled or deleted. */
  void clear(Collection<Long> endpointIds);

  /**
   * Notes that the tenant is told.
   *
   * @return false when it was told before or the endpoint is not failing any more
   */
  boolean announce(long endpointId);

  /**
   * An endpoint without success.
   *
   * @param endpointId which
   * @param since when its first failure was noticed, by the database's clock
   * @param lasting from then until it was read, by the database's clock
   * @param announced whether its tenant was told
   */
  record Failing(long endpointId, Instant since, Duration lasting, boolean announced) {}
}
