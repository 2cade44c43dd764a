package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardClaim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which shards this node owns and until when its lease lets it act. Confined to the dispatch
 * thread, except where said.
 */
final class Ownership {
  private final LaneTable lanes;
  private final Tally tally;
  private final Consumer<OwnedShard> onTaken;
  private final @Nullable OwnedShard[] shards = new OwnedShard[Shards.COUNT];
  private final Queue<OwnedShard> drained = new ConcurrentLinkedQueue<>();
  private volatile long ownedMask;
  private long validUntil = Long.MIN_VALUE;
  private boolean stopping;

  /**
   * @param onTaken told of every shard that is newly owned
   */
  Ownership(LaneTable lanes, Tally tally, Consumer<OwnedShard> onTaken) {
    this.lanes = lanes;
    this.tally = tally;
    this.onTaken = onTaken;
  }

  /** Whether deliveries to this endpoint are handed to this node. Thread-safe. */
  boolean owns(long endpointId) {
    return (ownedMask & 1L << Shards.of(endpointId)) != 0;
  }

  @Nullable OwnedShard find(int number) {
    return shards[number];
  }

  List<OwnedShard> all() {
    return Arrays.stream(shards).filter(Objects::nonNull).toList();
  }

  boolean isValidAt(long nanos) {
    return nanos < validUntil;
  }

  /**
   * Takes over what a heartbeat told.
   *
   * @param until the end of the lease by the loop's clock
   */
  void learn(Membership membership, long until) {
    validUntil = until;
    @Nullable ShardClaim[] claims = new ShardClaim[Shards.COUNT];
    membership.claims().forEach(claim -> claims[claim.shard()] = claim);
    for (int number = 0; number < Shards.COUNT; number++) {
      learn(number, claims[number]);
    }
    drainSurplus(membership.surplus());
    publish();
  }

  /** A shard has another owner or epoch. */
  void lose(OwnedShard shard) {
    if (!shard.lost) {
      shard.lost = true;
      shards[shard.number] = null;
      lanes.removeAllOf(shard);
      publish();
    }
  }

  /** Begins nothing new for any shard, for good. */
  void stop() {
    stopping = true;
    all().forEach(this::drain);
    publish();
  }

  /** Offers drained shards for release. */
  void offerDrained() {
    for (OwnedShard shard : shards) {
      if (shard != null && shard.draining && !shard.offered && shard.busy == 0) {
        shard.offered = true;
        drained.add(shard);
      }
    }
  }

  /** Shards that may be released now. Thread-safe. */
  List<OwnedShard> takeDrained() {
    List<OwnedShard> taken = new ArrayList<>();
    for (OwnedShard shard = drained.poll(); shard != null; shard = drained.poll()) {
      taken.add(shard);
    }
    return taken;
  }

  /** They could not be released and are offered again. Thread-safe. */
  void offerAgain(List<OwnedShard> notReleased) {
    drained.addAll(notReleased);
  }

  private void learn(int number, @Nullable ShardClaim claim) {
    OwnedShard known = shards[number];
    if (known != null && (claim == null || claim.epoch() != known.epoch)) {
      lose(known);
      known = null;
    }
    if (known == null && claim != null && !stopping) {
      OwnedShard taken = new OwnedShard(number, claim.epoch());
      shards[number] = taken;
      onTaken.accept(taken);
    }
  }

  private void drainSurplus(int surplus) {
    List<OwnedShard> owned = all();
    long draining = owned.stream().filter(shard -> shard.draining).count();
    for (int i = owned.size() - 1; i >= 0 && draining < surplus; i--) {
      if (!owned.get(i).draining) {
        drain(owned.get(i));
        draining++;
      }
    }
  }

  private void drain(OwnedShard shard) {
    shard.draining = true;
    lanes.dropBuffersOf(shard);
  }

  private void publish() {
    long mask = 0;
    int count = 0;
    for (OwnedShard shard : shards) {
      if (shard != null) {
        count++;
        mask |= shard.draining ? 0 : 1L << shard.number;
      }
    }
    ownedMask = mask;
    tally.shards(count);
  }
}
