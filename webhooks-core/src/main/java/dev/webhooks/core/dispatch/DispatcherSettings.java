package dev.webhooks.core.dispatch;

import java.time.Duration;

/**
 * The bounds a {@link Dispatcher} keeps.
 *
 * @param maxInFlight attempts under way at once, over all endpoints
 * @param maxInFlightPerEndpoint attempts under way at once to one endpoint; where between 1 and
 *     this the limit lies adapts to how the receiver copes
 * @param maxBuffered deliveries held in memory, over all endpoints
 * @param maxContentBytes bytes of event content held in memory, over all deliveries
 * @param recordBatch outcomes recorded in one commit, at most
 * @param recordLinger how long an outcome waits for others to share its commit, at most; one that a
 *     retry follows waits up to 50 ms, one of an ordered endpoint not at all
 * @param lease how long a node that is not heard of keeps its shards
 * @param reread how often every lane is read again from its start
 * @param connectTimeout for TCP and TLS together
 */
public record DispatcherSettings(
    int maxInFlight,
    int maxInFlightPerEndpoint,
    int maxBuffered,
    long maxContentBytes,
    int recordBatch,
    Duration recordLinger,
    Duration lease,
    Duration reread,
    Duration connectTimeout) {

  /** What fits a node with 512 MiB of heap. */
  public static final DispatcherSettings DEFAULT =
      new DispatcherSettings(
          8_000,
          256,
          20_000,
          96L << 20,
          500,
          Duration.ofMillis(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15));

  /** Refuses bounds within which nothing could be sent. */
  public DispatcherSettings {
    requirePositive("maxInFlight", maxInFlight);
    requirePositive("maxInFlightPerEndpoint", maxInFlightPerEndpoint);
    requirePositive("maxBuffered", maxBuffered);
    requirePositive("maxContentBytes", maxContentBytes);
    requirePositive("recordBatch", recordBatch);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is too small: " + value);
    }
  }

  /** The same with another lease. */
  public DispatcherSettings withLease(Duration newLease) {
    return new DispatcherSettings(
        maxInFlight,
        maxInFlightPerEndpoint,
        maxBuffered,
        maxContentBytes,
        recordBatch,
        recordLinger,
        newLease,
        reread,
        connectTimeout);
  }

  /** The same with other bounds on what is under way. */
  public DispatcherSettings withMaxInFlight(int total, int perEndpoint) {
    return new DispatcherSettings(
        total,
        perEndpoint,
        maxBuffered,
        maxContentBytes,
        recordBatch,
        recordLinger,
        lease,
        reread,
        connectTimeout);
  }

  /** The same with other bounds on what is held in memory. */
  public DispatcherSettings withMaxBuffered(int deliveries, long contentBytes) {
    return new DispatcherSettings(
        maxInFlight,
        maxInFlightPerEndpoint,
        deliveries,
        contentBytes,
        recordBatch,
        recordLinger,
        lease,
        reread,
        connectTimeout);
  }
}
