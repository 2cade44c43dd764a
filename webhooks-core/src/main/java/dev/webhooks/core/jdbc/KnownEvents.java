package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is read of events that are stored already, on both databases. */
final class KnownEvents {
  private static final String BY_KEY =
      """
      select e.number, e.id, coalesce(e.transaction_id, 0), cardinality(e.endpoints), k.content_hash = ?
      from webhooks.idempotency k join webhooks.event e on e.number = k.event_number
      where k.tenant = ? and k.idempotency_key = ?
      """;

  private static final String BY_ID =
      """
      select e.number, e.id, coalesce(e.transaction_id, 0), cardinality(e.endpoints),
        coalesce(e.body = ?, false) or exists (
          select 1 from webhooks.idempotency k
          where k.event_number = e.number and k.tenant = e.tenant and k.content_hash = ?)
      from webhooks.event e where e.tenant = ? and e.id = ?
      """;

  /** A key of this call, whose event was not stored, or one whose event was removed. */
  private static final String KEY_OF_NO_EVENT =
      """
      where tenant = ? and idempotency_key = ? and not exists (
        select 1 from webhooks.event e where e.number = idempotency.event_number)
      """;

  private static final String CORRECT_KEY =
      "update webhooks.idempotency set event_number = ? " + KEY_OF_NO_EVENT;

  private static final String DROP_KEY = "delete from webhooks.idempotency " + KEY_OF_NO_EVENT;

  private KnownEvents() {}

  private record Known(long number, Appended.Duplicate first, boolean sameContent) {
    Appended answer() {
      return sameContent ? first : new Appended.Conflict(first.eventId());
    }
  }

  /**
   * The answer for an event that was not stored, since its key or its id was there; empty when that
   * has been removed since: then its key is free, and it can be stored.
   */
  static Optional<Appended> answer(Connection connection, NewEvent input) throws SQLException {
    var idempotency = input.idempotency();
    if (idempotency == null) {
      return byId(connection, input).map(Known::answer);
    }
    var byKey = byKey(connection, input, idempotency);
    if (byKey.isPresent()) {
      return byKey.map(Known::answer);
    }
    var byId = byId(connection, input);
    correctKey(connection, input.event().tenant(), idempotency.key(), byId);
    return byId.map(Known::answer);
  }

  private static void correctKey(
      Connection connection, String tenant, String key, Optional<Known> known) throws SQLException {
    var same = known.filter(Known::sameContent);
    if (same.isPresent()) {
      Jdbc.update(
          connection,
          CORRECT_KEY,
          statement -> {
            statement.setLong(1, same.get().number());
            statement.setString(2, tenant);
            statement.setString(3, key);
          });
    } else {
      Jdbc.update(
          connection,
          DROP_KEY,
          statement -> {
            statement.setString(1, tenant);
            statement.setString(2, key);
          });
    }
  }

  private static Optional<Known> byKey(
      Connection connection, NewEvent input, NewEvent.Idempotency idempotency) throws SQLException {
    return Jdbc.query(
            connection,
            BY_KEY,
            statement -> {
              statement.setBytes(1, idempotency.contentHash());
              statement.setString(2, input.event().tenant());
              statement.setString(3, idempotency.key());
            },
            KnownEvents::known)
        .stream()
        .findFirst();
  }

  private static Optional<Known> byId(Connection connection, NewEvent input) throws SQLException {
    var idempotency = input.idempotency();
    return Jdbc.query(
            connection,
            BY_ID,
            statement -> {
              statement.setBytes(1, input.event().body());
              statement.setBytes(2, idempotency == null ? null : idempotency.contentHash());
              statement.setString(3, input.event().tenant());
              statement.setString(4, input.event().id());
            },
            KnownEvents::known)
        .stream()
        .findFirst();
  }

  private static Known known(ResultSet row) throws SQLException {
    var first = new Appended.Duplicate(row.getString(2), row.getLong(3), row.getInt(4));
    return new Known(row.getLong(1), first, row.getBoolean(5));
  }

  /**
   * The content of events; expunged and unknown ones are absent.
   *
   * @param sql takes an array of numbers, gives number, id, type and body
   */
  static Map<Long, EventContent> load(Jdbc jdbc, String sql, Collection<Long> eventNumbers) {
    var found = new HashMap<Long, EventContent>();
    jdbc.query(
            sql,
            statement -> statement.setObject(1, eventNumbers.toArray(Long[]::new)),
            row ->
                new EventContent(
                    row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)))
        .forEach(content -> found.put(content.number(), content));
    return found;
  }
}
