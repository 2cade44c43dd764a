package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Events on PostgreSQL: one statement for a batch, in the caller's transaction. */
public final class PostgresEventStore implements EventStore {

  /**
   * The transaction takes its own number before any event number is drawn, which the second look at
   * arrivals relies on. Numbers are drawn in the order of the batch; unique keys are inserted in
   * the order of the keys, so that two batches cannot wait for each other.
   */
  private static final String APPEND =
      """
      with own as materialized (select pg_current_xact_id()),
      input as materialized (
        select u.*
        from own, unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::bytea[],
                         ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::boolean[],
                         ?::integer[], ?::text[], ?::bytea[]) with ordinality
          as u (tenant, id, type, livemode, channels, body, transaction_id, bank_account_id,
                sub_account_id, direction, has_code, deliveries, key, content_hash, ordinal)
      ),
      numbered as materialized (
        select nextval('webhooks.event_number') as number, i.* from input i order by i.ordinal
      ),
      keyed as (
        insert into webhooks.idempotency (tenant, key, content_hash, event_number, expires_at)
        select tenant, key, content_hash, number, now() + ? * interval '1 second'
        from numbered where key is not null order by tenant, key
        on conflict (tenant, key) do nothing
        returning event_number
      ),
      stored as (
        insert into webhooks.event (number, created_at, transaction_id, bank_account_id,
          sub_account_id, deliveries, direction, has_code, livemode, tenant, id, type, channels, body)
        select number, statement_timestamp(), transaction_id, bank_account_id,
          sub_account_id, deliveries, direction, has_code, livemode, tenant, id, type, channels, body
        from numbered
        where key is null or number in (select event_number from keyed)
        order by tenant, id
        on conflict (tenant, id) do nothing
        returning number
      ),
      owed as (
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select n.number * 65536 + t.place, t.endpoint_id, statement_timestamp(),
          statement_timestamp(), n.number * 65536 + t.place, t.body_format
        from stored s join numbered n using (number)
          join unnest(?::integer[], ?::integer[], ?::bigint[], ?::smallint[])
            as t (ordinal, place, endpoint_id, body_format) using (ordinal)
        order by n.number, t.place
      )
      select n.ordinal, n.number, statement_timestamp(), s.number is not null
      from numbered n left join stored s using (number)
      """;

  private static final String BY_KEY =
      """
      select e.number, e.id, coalesce(e.transaction_id, 0), e.deliveries, k.content_hash = ?
      from webhooks.idempotency k join webhooks.event e on e.number = k.event_number
      where k.tenant = ? and k.key = ?
      """;

  private static final String BY_ID =
      """
      select e.number, e.id, coalesce(e.transaction_id, 0), e.deliveries,
        coalesce(e.body = ?, false) or exists (
          select from webhooks.idempotency k
          where k.event_number = e.number and k.tenant = e.tenant and k.content_hash = ?)
      from webhooks.event e where e.tenant = ? and e.id = ?
      """;

  private static final String CORRECT_KEY =
      """
      update webhooks.idempotency set event_number = ?
      where tenant = ? and key = ? and event_number = ?
      """;

  private static final String DROP_KEY =
      "delete from webhooks.idempotency where tenant = ? and key = ? and event_number = ?";

  private static final String LOAD =
      """
      select number, id, type, body from webhooks.event
      where number = any(?::bigint[]) and body is not null
      """;

  private final Jdbc jdbc;
  private final Duration keysLast;

  /**
   * @param connections give the caller's transaction where there is one
   * @param keysLast for how long an idempotency key is remembered at least
   */
  public PostgresEventStore(ConnectionSource connections, Duration keysLast) {
    this.jdbc = new Jdbc(connections);
    this.keysLast = keysLast;
  }

  @Override
  public List<Appended> append(List<NewEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    var repetitions = new Repetitions(events);
    var places = repetitions.originals();
    var originals = places.stream().map(events::get).toList();
    var answers = jdbc.inTransaction(connection -> insert(connection, originals));
    var all = new Appended[events.size()];
    for (int i = 0; i < answers.size(); i++) {
      all[places.get(i)] = answers.get(i);
    }
    return repetitions.complete(all);
  }

  private record Outcome(int ordinal, long number, Instant createdAt, boolean stored) {}

  private List<Appended> insert(Connection connection, List<NewEvent> events) throws SQLException {
    var answers = new Appended[events.size()];
    for (var outcome : outcomes(connection, new NewEventColumns(events))) {
      var event = events.get(outcome.ordinal() - 1);
      answers[outcome.ordinal() - 1] =
          outcome.stored()
              ? new Appended.Stored(outcome.number(), deliveries(event, outcome))
              : known(connection, event, outcome.number());
    }
    return List.of(answers);
  }

  private List<Outcome> outcomes(Connection connection, NewEventColumns columns)
      throws SQLException {
    return Jdbc.query(
        connection,
        APPEND,
        statement -> columns.bind(statement, keysLast),
        row ->
            new Outcome(
                row.getInt(1), row.getLong(2), JdbcRows.instant(row, 3), row.getBoolean(4)));
  }

  private static List<PendingDelivery> deliveries(NewEvent event, Outcome outcome) {
    var owed = new ArrayList<PendingDelivery>(event.targets().size());
    for (var target : event.targets()) {
      long id = DeliveryNumbers.of(outcome.number(), owed.size());
      owed.add(
          new PendingDelivery(
              id,
              target.endpointId(),
              outcome.number(),
              outcome.createdAt(),
              Duration.ZERO,
              0,
              0,
              0,
              0,
              Trigger.AUTOMATIC,
              true,
              target.bodyFormat(),
              id));
    }
    return List.copyOf(owed);
  }

  private record Known(long number, Appended.Duplicate first, boolean sameContent) {
    Appended answer() {
      return sameContent ? first : new Appended.Conflict(first.eventId());
    }
  }

  /** What lost against an earlier one: by its key, or else by its event id. */
  private static Appended known(Connection connection, NewEvent input, long drawn)
      throws SQLException {
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
        PostgresEventStore::known);
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
            PostgresEventStore::known)
        .get(0);
  }

  private static Known known(ResultSet row) throws SQLException {
    var first = new Appended.Duplicate(row.getString(2), row.getLong(3), row.getInt(4));
    return new Known(row.getLong(1), first, row.getBoolean(5));
  }

  @Override
  public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
    var found = new HashMap<Long, EventContent>();
    jdbc.query(
            LOAD,
            statement -> statement.setObject(1, eventNumbers.toArray(Long[]::new)),
            row ->
                new EventContent(
                    row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)))
        .forEach(content -> found.put(content.number(), content));
    return found;
  }

  @Override
  public List<Long> nextTransactionIds(int count) {
    return jdbc.query(
        "select nextval('webhooks.transaction_number') from generate_series(1, ?)",
        statement -> statement.setInt(1, count),
        row -> row.getLong(1));
  }
}
