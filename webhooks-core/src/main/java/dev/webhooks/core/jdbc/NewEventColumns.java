package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.NewEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of new events as arrays, one per column. */
final class NewEventColumns {
  private final String[] tenants;
  private final String[] ids;
  private final String[] types;
  private final Boolean[] livemodes;
  private final @Nullable String[] channels;
  private final byte[][] bodies;
  private final @Nullable Long[] transactions;
  private final @Nullable Long[] accounts;
  private final @Nullable Long[] subAccounts;
  private final @Nullable Short[] directions;
  private final @Nullable Boolean[] codes;
  private final int[] deliveries;
  private final @Nullable String[] keys;
  private final byte[] @Nullable [] hashes;
  private final int[] targetOrdinals;
  private final int[] targetPlaces;
  private final long[] targetEndpoints;
  private final short[] targetFormats;

  NewEventColumns(List<NewEvent> events) {
    int n = events.size();
    int m = events.stream().mapToInt(event -> event.targets().size()).sum();
    tenants = new String[n];
    ids = new String[n];
    types = new String[n];
    livemodes = new Boolean[n];
    channels = new String[n];
    bodies = new byte[n][];
    transactions = new Long[n];
    accounts = new Long[n];
    subAccounts = new Long[n];
    directions = new Short[n];
    codes = new Boolean[n];
    deliveries = new int[n];
    keys = new String[n];
    hashes = new byte[n][];
    targetOrdinals = new int[m];
    targetPlaces = new int[m];
    targetEndpoints = new long[m];
    targetFormats = new short[m];
    int filled = 0;
    for (int i = 0; i < n; i++) {
      set(i, events.get(i));
      filled = setTargets(i, events.get(i).targets(), filled);
    }
  }

  private void set(int i, NewEvent input) {
    var event = input.event();
    tenants[i] = event.tenant();
    ids[i] = event.id();
    types[i] = event.type();
    livemodes[i] = event.livemode();
    channels[i] = Channels.write(event.channels());
    bodies[i] = event.body();
    deliveries[i] = input.targets().size();
    if (event.transaction() != null) {
      set(i, event.transaction());
    }
    if (input.idempotency() != null) {
      keys[i] = input.idempotency().key();
      hashes[i] = input.idempotency().contentHash();
    }
  }

  private void set(int i, TransactionFacts facts) {
    transactions[i] = facts.transactionId();
    accounts[i] = facts.bankAccountId();
    subAccounts[i] = facts.subAccountId();
    directions[i] = Codes.of(facts.direction());
    codes[i] = facts.hasCode();
  }

  private int setTargets(int i, List<NewEvent.Target> targets, int filled) {
    if (targets.size() > DeliveryNumbers.MAX_FAN_OUT) {
      throw new IllegalArgumentException("too many endpoints for one event: " + targets.size());
    }
    for (int place = 0; place < targets.size(); place++) {
      targetOrdinals[filled + place] = i + 1;
      targetPlaces[filled + place] = place;
      targetEndpoints[filled + place] = targets.get(place).endpointId();
      targetFormats[filled + place] = (short) targets.get(place).bodyFormat().code();
    }
    return filled + targets.size();
  }

  /** Sets the parameters of {@link PostgresEventStore}'s insert. */
  void bind(PreparedStatement statement, Duration keysLast) throws SQLException {
    Object[] parameters = {
      tenants,
      ids,
      types,
      livemodes,
      channels,
      bodies,
      transactions,
      accounts,
      subAccounts,
      directions,
      codes,
      deliveries,
      keys,
      hashes,
      keysLast.toSeconds(),
      targetOrdinals,
      targetPlaces,
      targetEndpoints,
      targetFormats
    };
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
