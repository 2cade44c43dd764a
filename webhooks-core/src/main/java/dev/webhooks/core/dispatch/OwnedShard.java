package dev.webhooks.core.dispatch;

/** A shard this node owns at one epoch. Confined to the dispatch thread. */
final class OwnedShard {
  final int number;
  final long epoch;

  /** Whether its lanes are known. */
  boolean loaded;

  /** Whether it is to be given up: nothing new is begun. */
  boolean draining;

  /** Whether its release was asked for. */
  boolean offered;

  /** Whether it has another owner or epoch by now. */
  boolean lost;

  /** Attempts under way, and outcomes not yet recorded. */
  int busy;

  OwnedShard(int number, long epoch) {
    this.number = number;
    this.epoch = epoch;
  }

  /** Whether something new may be begun for its lanes. */
  boolean isActive() {
    return loaded && !draining && !lost;
  }
}
