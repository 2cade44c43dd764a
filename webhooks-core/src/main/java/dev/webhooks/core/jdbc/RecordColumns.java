package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.RecordItem;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A batch of outcomes as arrays, one per column. */
final class RecordColumns {
  private final short[] shards;
  private final long[] epochs;
  private final long[] ids;
  private final long[] endpoints;
  private final long[] created;
  private final int[] revisions;
  private final short[] settlements;
  private final Boolean[] verifies;
  private final @Nullable Short[] outcomes;
  private final @Nullable Long[] delays;
  private final @Nullable Long[] started;
  private final @Nullable Integer[] dns;
  private final @Nullable Integer[] connect;
  private final @Nullable Integer[] tls;
  private final @Nullable Integer[] firstByte;
  private final @Nullable Integer[] total;
  private final short[] numbers;
  private final @Nullable Short[] triggers;
  private final @Nullable Short[] statuses;
  private final @Nullable Short[] errors;
  private final Boolean[] truncated;
  private final @Nullable String[] addresses;
  private final byte[] @Nullable [] requestHeaders;
  private final byte[] @Nullable [] responseHeaders;
  private final byte[] @Nullable [] bodies;
  private final @Nullable String[] details;
  private final int[] ordinals;

  RecordColumns(Map<Integer, Long> allClaims, List<RecordItem> items) {
    // A lock on a shard's row is written to the log: only those that are needed.
    var claims = involved(allClaims, items);
    int n = items.size();
    shards = new short[claims.size()];
    epochs = new long[claims.size()];
    ids = new long[n];
    endpoints = new long[n];
    created = new long[n];
    revisions = new int[n];
    settlements = new short[n];
    verifies = new Boolean[n];
    outcomes = new Short[n];
    delays = new Long[n];
    started = new Long[n];
    dns = new Integer[n];
    connect = new Integer[n];
    tls = new Integer[n];
    firstByte = new Integer[n];
    total = new Integer[n];
    numbers = new short[n];
    triggers = new Short[n];
    statuses = new Short[n];
    errors = new Short[n];
    truncated = new Boolean[n];
    addresses = new String[n];
    requestHeaders = new byte[n][];
    responseHeaders = new byte[n][];
    bodies = new byte[n][];
    details = new String[n];
    ordinals = IntStream.rangeClosed(1, n).toArray();
    setClaims(claims);
    for (int i = 0; i < n; i++) {
      set(i, items.get(i));
    }
  }

  private static Map<Integer, Long> involved(Map<Integer, Long> claims, List<RecordItem> items) {
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
    created[i] = JdbcRows.micros(delivery.createdAt());
    revisions[i] = delivery.revision();
    settlements[i] = (short) delivery.settlement();
    verifies[i] = item.verifies();
    truncated[i] = false;
    if (item.decision() instanceof Decision.Settle settle) {
      outcomes[i] = Codes.of(settle.status());
    } else {
      delays[i] = ((Decision.Retry) item.decision()).delay().toNanos() / 1000;
    }
    if (item.attempt() != null) {
      set(i, item.attempt());
    }
  }

  private void set(int i, DeliveryAttempt attempt) {
    started[i] = JdbcRows.micros(attempt.startedAt());
    var timings = attempt.timings();
    dns[i] = AttemptLimits.micros(timings.dns());
    connect[i] = AttemptLimits.micros(timings.connect());
    tls[i] = AttemptLimits.micros(timings.tls());
    firstByte[i] = AttemptLimits.micros(timings.firstByte());
    total[i] = AttemptLimits.micros(timings.total());
    numbers[i] = (short) attempt.number();
    triggers[i] = Codes.of(attempt.trigger());
    errors[i] = attempt.error() == null ? null : Codes.of(attempt.error());
    addresses[i] = attempt.address();
    requestHeaders[i] = HeaderBytes.write(attempt.requestHeaders(), AttemptLimits.HEADERS);
    if (attempt.result() instanceof AttemptResult.Response response) {
      statuses[i] = (short) response.status();
      responseHeaders[i] = HeaderBytes.write(response.headers(), AttemptLimits.HEADERS);
      bodies[i] = AttemptLimits.body(response.body());
      truncated[i] = response.truncated();
    } else {
      details[i] = AttemptLimits.detail(((AttemptResult.Failure) attempt.result()).detail());
    }
  }

  /** Sets the parameters of {@link PostgresDeliveryQueue}'s record statement. */
  void bind(PreparedStatement statement) throws SQLException {
    Object[] parameters = {
      shards,
      epochs,
      ids,
      endpoints,
      created,
      revisions,
      settlements,
      verifies,
      outcomes,
      delays,
      started,
      dns,
      connect,
      tls,
      firstByte,
      total,
      numbers,
      triggers,
      statuses,
      errors,
      truncated,
      addresses,
      requestHeaders,
      responseHeaders,
      bodies,
      details,
      ordinals
    };
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
