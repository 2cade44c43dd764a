package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.NewEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
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
  private final String[] endpoints;
  private final String[] formats;
  private final @Nullable String[] keys;
  private final byte[] @Nullable [] hashes;

  NewEventColumns(List<NewEvent> events) {
    int n = events.size();
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
    endpoints = new String[n];
    formats = new String[n];
    keys = new String[n];
    hashes = new byte[n][];
    for (int i = 0; i < n; i++) {
      set(i, events.get(i));
      setTargets(i, events.get(i).targets());
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

  /** Arrays within an array travel as text. */
  private void setTargets(int i, List<NewEvent.Target> targets) {
    if (targets.size() > DeliveryNumbers.MAX_FAN_OUT) {
      throw new IllegalArgumentException("too many endpoints for one event: " + targets.size());
    }
    var ids = new StringJoiner(",", "{", "}");
    var codes = new StringJoiner(",", "{", "}");
    for (var target : targets) {
      ids.add(Long.toString(target.endpointId()));
      codes.add(Integer.toString(target.bodyFormat().code()));
    }
    endpoints[i] = ids.toString();
    formats[i] = codes.toString();
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
      endpoints,
      formats,
      keys,
      hashes,
      keysLast.toSeconds()
    };
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
