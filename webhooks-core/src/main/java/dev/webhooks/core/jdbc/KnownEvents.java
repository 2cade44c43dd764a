package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private static final String CORRECT_KEY =
      """
      update webhooks.idempotency set event_number = ?
      where tenant = ? and idempotency_key = ? and event_number = ?
      """;

  private static final String DROP_KEY =
      """
      delete from webhooks.idempotency
      where tenant = ? and idempotency_key = ? and event_number = ?
      """;

  private KnownEvents() {}

  private record Known(long number, Appended.Duplicate first, boolean sameContent) {
    Appended answer() {
      return sameContent ? first : new Appended.Conflict(first.eventId());
    }
  }

  /**
   * The answer for an event that was not stored, since its key or its id was there.
   *
   * @param drawn the number that was drawn for it, to which its key may point
   */
  static Appended answer(Connection connection, NewEvent input, long drawn) throws SQLException {
    if (input.idempotency() == null) {
      return byId(connection, input).answer();
    }
    var byKey = byKey(connection, input);
    if (!byKey.isEmpty()) {
      return byKey.get(0).answer();
    }
    // The key was new and is stored, pointing to an event that is not.
    var byId = byId(connection, input);
    correctKey(connection, input, drawn, byId);
    return byId.answer();
  }

  private static void correctKey(Connection connection, NewEvent input, long drawn, Known known)
      throws SQLException {
    String tenant = input.event().tenant();
    String key = Objects.requireNonNull(input.idempotency()).key();
    if (known.sameContent()) {
      Jdbc.update(
          connection,
          CORRECT_KEY,
          statement -> {
            statement.setLong(1, known.number());
            statement.setString(2, tenant);
            statement.setString(3, key);
            statement.setLong(4, drawn);
          });
    } else {
      Jdbc.update(
          connection,
          DROP_KEY,
          statement -> {
            statement.setString(1, tenant);
            statement.setString(2, key);
            statement.setLong(3, drawn);
          });
    }
  }

  private static List<Known> byKey(Connection connection, NewEvent input) throws SQLException {
    var idempotency = Objects.requireNonNull(input.idempotency());
    return Jdbc.query(
        connection,
        BY_KEY,
        statement -> {
          statement.setBytes(1, idempotency.contentHash());
          statement.setString(2, input.event().tenant());
          statement.setString(3, idempotency.key());
        },
        KnownEvents::known);
  }

  private static Known byId(Connection connection, NewEvent input) throws SQLException {
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
        .get(0);
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
