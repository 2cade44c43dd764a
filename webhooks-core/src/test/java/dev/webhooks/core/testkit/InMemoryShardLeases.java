package dev.webhooks.core.testkit;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardClaim;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.testkit.InMemoryDatabase.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Leases in memory. */
public final class InMemoryShardLeases implements ShardLeases {
  private final InMemoryDatabase db;

  public InMemoryShardLeases(InMemoryDatabase db) {
    this.db = db;
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      db.shards.putIfAbsent(shard, new Shard(null, 0));
    }
  }

  @Override
  public Membership heartbeat(String node, Duration lease) {
    synchronized (db) {
      var now = db.now();
      db.leaving.remove(node);
      renew(node, now, lease);
      var staying = new TreeSet<>(db.leases.keySet());
      staying.removeAll(db.leaving);
      int share = Shards.fairShare(staying.headSet(node).size(), staying.size());
      int wanted = share - claims(node).size();
      for (int shard = 0; shard < Shards.COUNT && wanted > 0; shard++) {
        var state = db.shards.get(shard);
        if (state.owner() == null || !db.leases.containsKey(state.owner())) {
          db.shards.put(shard, new Shard(node, state.epoch() + 1));
          wanted--;
        }
      }
      return new Membership(now, claims(node), Math.max(0, claims(node).size() - share));
    }
  }

  @Override
  public Membership farewell(String node, Duration lease) {
    synchronized (db) {
      var now = db.now();
      db.leaving.add(node);
      renew(node, now, lease);
      return new Membership(now, claims(node), claims(node).size());
    }
  }

  private void renew(String node, Instant now, Duration lease) {
    db.leases.put(node, now.plus(lease));
    db.leases.values().removeIf(end -> !end.isAfter(now));
  }

  private List<ShardClaim> claims(String node) {
    return db.shards.entrySet().stream()
        .filter(entry -> node.equals(entry.getValue().owner()))
        .map(entry -> new ShardClaim(entry.getKey(), entry.getValue().epoch()))
        .toList();
  }

  @Override
  public void release(String node, Set<Integer> shards) {
    synchronized (db) {
      for (int shard : shards) {
        var state = db.shards.get(shard);
        if (node.equals(state.owner())) {
          db.shards.put(shard, new Shard(null, state.epoch() + 1));
        }
      }
    }
  }

  @Override
  public void leave(String node) {
    synchronized (db) {
      release(node, db.shards.keySet());
      db.leases.remove(node);
    }
  }
}
