package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.RecordItem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outcomes as {@link PostgresRecord}'s statements take them: arrays, one per column. */
final class RecordColumns {
  private final List<RecordItem> items;
  private final int[] indexes;
  private final short[] shards;
  private final long[] epochs;
  private final long[] ids;
  private final long[] endpoints;
  private final int[] revisions;
  private final short[] settlements;
  private final @Nullable Long[] started;
  private final @Nullable Integer[] totals;
  private final byte[] @Nullable [] exchanges;

  /**
   * @param allItems of the batch
   * @param which of them, by their index, which tells them apart in the answer
   */
  RecordColumns(Map<Integer, Long> allClaims, List<RecordItem> allItems, List<Integer> which) {
    items = which.stream().map(allItems::get).toList();
    indexes = which.stream().mapToInt(index -> index).toArray();
    // A lock on a shard's row is written to the log: only those that are needed.
    var claims = involved(allClaims);
    int n = items.size();
    shards = new short[claims.size()];
    epochs = new long[claims.size()];
    ids = new long[n];
    endpoints = new long[n];
    revisions = new int[n];
    settlements = new short[n];
    started = new Long[n];
    totals = new Integer[n];
    exchanges = new byte[n][];
    setClaims(claims);
    for (int i = 0; i < n; i++) {
      set(i, items.get(i));
    }
  }

  private Map<Integer, Long> involved(Map<Integer, Long> claims) {
    var involved = new TreeMap<Integer, Long>();
    for (var item : items) {
      int shard = Shards.of(item.delivery().endpointId());
      Long epoch = claims.get(shard);
      if (epoch != null) {
        involved.put(shard, epoch);
      }
    }
    return involved;
  }

  private void setClaims(Map<Integer, Long> claims) {
    int i = 0;
    for (var claim : claims.entrySet()) {
      shards[i] = claim.getKey().shortValue();
      epochs[i++] = claim.getValue();
    }
  }

  private void set(int i, RecordItem item) {
    var delivery = item.delivery();
    ids[i] = delivery.id();
    endpoints[i] = delivery.endpointId();
    revisions[i] = delivery.revision();
    settlements[i] = (short) delivery.settlement();
    DeliveryAttempt attempt = item.attempt();
    if (attempt != null) {
      started[i] = JdbcRows.micros(attempt.startedAt());
      totals[i] = ExchangeBytes.total(attempt);
      exchanges[i] = ExchangeBytes.write(attempt);
    }
  }

  /**
   * The parameters of {@link PostgresRecord#SETTLE}.
   *
   * @param byPlace whether rows are expected where they were seen
   */
  Object[] settle(boolean byPlace) {
    int n = items.size();
    var places = new @Nullable String[n];
    var outcomes = new short[n];
    var verifies = new Boolean[n];
    for (int i = 0; i < n; i++) {
      var item = items.get(i);
      places[i] = byPlace ? item.delivery().place() : null;
      outcomes[i] = Codes.of(((Decision.Settle) item.decision()).status());
      verifies[i] = item.verifies();
    }
    return new Object[] {
      shards,
      epochs,
      ids,
      endpoints,
      revisions,
      settlements,
      started,
      totals,
      exchanges,
      indexes,
      places,
      outcomes,
      verifies
    };
  }

  /** The parameters of {@link PostgresRecord#POSTPONE}. */
  Object[] postpone() {
    int n = items.size();
    var delays = new @Nullable Long[n];
    var numbers = new short[n];
    var created = new long[n];
    for (int i = 0; i < n; i++) {
      var item = items.get(i);
      delays[i] =
          item.decision() instanceof Decision.Retry retry ? retry.delay().toNanos() / 1000 : null;
      numbers[i] = (short) (item.attempt() == null ? 0 : item.attempt().number());
      created[i] = JdbcRows.micros(item.delivery().createdAt());
    }
    return new Object[] {
      shards,
      epochs,
      ids,
      endpoints,
      revisions,
      settlements,
      started,
      totals,
      exchanges,
      indexes,
      delays,
      numbers,
      created
    };
  }
}
