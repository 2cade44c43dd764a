package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Events on PostgreSQL: one statement for a batch, in the caller's transaction. */
public final class PostgresEventStore implements EventStore {

  /**
   * The transaction takes its own number before any event number is drawn, which the second look at
   * arrivals relies on. Numbers are drawn in the order of the batch; unique keys are inserted in
   * the order of the keys, so that two batches cannot wait for each other.
   */
  private static final String APPEND =
      """
      with own as materialized (select pg_current_xact_id()%s),
      input as materialized (
        select u.*
        from own, unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::bytea[],
                         ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::boolean[],
                         ?::text[], ?::text[], ?::text[], ?::bytea[]) with ordinality
          as u (tenant, id, type, livemode, channels, body, transaction_id, bank_account_id,
                sub_account_id, direction, has_code, endpoints, formats, key, content_hash, ordinal)
      ),
      numbered as materialized (
        select nextval('webhooks.event_number') as number, i.* from input i order by i.ordinal
      ),
      keyed as (
        insert into webhooks.idempotency
          (tenant, idempotency_key, content_hash, event_number, expires_at)
        select tenant, key, content_hash, number, now() + ? * interval '1 second'
        from numbered where key is not null order by tenant, key
        on conflict (tenant, idempotency_key) do update
          set content_hash = excluded.content_hash, event_number = excluded.event_number,
            expires_at = excluded.expires_at
          where idempotency.expires_at < now()
        returning event_number
      ),
      stored as (
        insert into webhooks.event (number, created_at, transaction_id, bank_account_id,
          sub_account_id, direction, has_code, livemode, tenant, id, type, channels, endpoints, body)
        select number, statement_timestamp(), transaction_id, bank_account_id, sub_account_id,
          direction, has_code, livemode, tenant, id, type, channels, endpoints::bigint[], body
        from numbered
        where key is null or number in (select event_number from keyed)
        order by tenant, id
        on conflict (tenant, id) do nothing
        returning number
      ),
      owed as (
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select n.number * 65536 + t.place - 1, t.endpoint_id, statement_timestamp(),
          statement_timestamp(), n.number * 65536 + t.place - 1, t.body_format
        from numbered n
          cross join unnest(n.endpoints::bigint[], n.formats::smallint[]) with ordinality
            as t (endpoint_id, body_format, place)
        where n.number = any(array(select number from stored))
      )
      select ordinal, number, statement_timestamp(), number = any(array(select number from stored))
      from numbered
      """;

  private static final String APPEND_IN_CALLERS = APPEND.formatted("");

  /**
   * A process that is stopped before it commits would keep its idempotency keys locked, and whoever
   * repeats a request at another node waiting: the server ends its session instead.
   */
  private static final String APPEND_ALONE =
      APPEND.formatted(", set_config('idle_in_transaction_session_timeout', '5000', true)");

  /** The limit keeps the planner from reading the whole table while it believes it to be small. */
  static final String LOAD =
      """
      select e.number, e.id, e.type, e.body
      from unnest(?::bigint[]) as wanted (number)
        cross join lateral (
          select * from webhooks.event e where e.number = wanted.number limit 1) e
      where e.body is not null
      """;

  private final Jdbc jdbc;
  private final Duration keysLast;

  /**
   * @param connections give the caller's transaction where there is one
   * @param keysLast for how long an idempotency key is remembered
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
    var answers =
        jdbc.run(
            connection ->
                connection.getAutoCommit()
                    ? Jdbc.committed(connection, own -> insert(own, APPEND_ALONE, originals))
                    : insert(connection, APPEND_IN_CALLERS, originals));
    var all = new Appended[events.size()];
    for (int i = 0; i < answers.size(); i++) {
      all[places.get(i)] = answers.get(i);
    }
    return repetitions.complete(all);
  }

  private record Outcome(int ordinal, long number, Instant createdAt, boolean stored) {}

  private List<Appended> insert(Connection connection, String append, List<NewEvent> events)
      throws SQLException {
    var answers = new Appended[events.size()];
    for (var outcome : outcomes(connection, append, new NewEventColumns(events))) {
      var event = events.get(outcome.ordinal() - 1);
      answers[outcome.ordinal() - 1] =
          outcome.stored()
              ? new Appended.Stored(
                  outcome.number(), NewDeliveries.of(event, outcome.number(), outcome.createdAt()))
              : known(connection, append, event);
    }
    return List.of(answers);
  }

  /** What was in the way may have been removed since: then the event is stored after all. */
  private Appended known(Connection connection, String append, NewEvent event) throws SQLException {
    var known = KnownEvents.answer(connection, event);
    return known.isPresent() ? known.get() : insert(connection, append, List.of(event)).get(0);
  }

  private List<Outcome> outcomes(Connection connection, String append, NewEventColumns columns)
      throws SQLException {
    return Jdbc.query(
        connection,
        append,
        statement -> columns.bind(statement, keysLast),
        row ->
            new Outcome(
                row.getInt(1), row.getLong(2), JdbcRows.instant(row, 3), row.getBoolean(4)));
  }

  @Override
  public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
    return KnownEvents.load(jdbc, LOAD, eventNumbers);
  }

  @Override
  public List<Long> nextTransactionIds(int count) {
    return jdbc.query(
        "select nextval('webhooks.transaction_number') from generate_series(1, ?)",
        statement -> statement.setInt(1, count),
        row -> row.getLong(1));
  }
}
