package dev.webhooks.core.model;

/** How endpoints are spread over shards, the unit of ownership. */
public final class Shards {
  /** How many shards there are; fixed for the life of a database. */
  public static final int COUNT = 64;

  private Shards() {}

  /** The shard of an endpoint: 0 to {@link #COUNT} - 1. */
  public static int of(long endpointId) {
    return (int) Math.floorMod(endpointId, (long) COUNT);
  }

  /**
   * How many shards one of several nodes should own: the shares differ by at most one and add up to
   * {@link #COUNT}.
   *
   * @param rank the node's place among them, from 0
   * @param nodes how many there are
   */
  public static int fairShare(int rank, int nodes) {
    return COUNT / nodes + (rank < COUNT % nodes ? 1 : 0);
  }
}
