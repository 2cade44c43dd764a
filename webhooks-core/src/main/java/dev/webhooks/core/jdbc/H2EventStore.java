package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events on H2: prepared statements in the caller's transaction or one of their own. */
public final class H2EventStore implements EventStore {
  private static final String NUMBERS =
      "select next value for webhooks.event_number, current_timestamp from system_range(1, ?)";

  private static final String TRANSACTION_NUMBERS =
      "select next value for webhooks.transaction_number from system_range(1, ?)";

  private static final String INSERT_KEY =
      """
      insert into webhooks.idempotency
        (tenant, idempotency_key, content_hash, event_number, expires_at)
      values (?, ?, ?, ?, ?)
      """;

  private static final String RENEW_KEY =
      """
      update webhooks.idempotency set content_hash = ?, event_number = ?, expires_at = ?
      where tenant = ? and idempotency_key = ? and expires_at < ?
      """;

  private static final String INSERT_EVENT =
      """
      insert into webhooks.event (number, created_at, transaction_id, bank_account_id,
        sub_account_id, endpoints, direction, has_code, livemode, tenant, id, type, channels, body)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_DELIVERY =
      """
      insert into webhooks.pending_delivery
        (id, endpoint_id, created_at, due_at, arrival, body_format)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String LOAD =
      """
      select e.number, e.id, e.type, e.body
      from unnest(cast(? as bigint array)) as wanted (number)
        join webhooks.event e on e.number = wanted.number
      where e.body is not null
      """;

  private final Jdbc jdbc;
  private final Duration keysLast;

  /**
   * @param connections give the caller's transaction where there is one
   * @param keysLast for how long an idempotency key is remembered
   */
  public H2EventStore(ConnectionSource connections, Duration keysLast) {
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
    return repetitions.complete(
        jdbc.inTransaction(
            connection -> {
              var answers = new Appended[events.size()];
              var numbers = numbers(connection, places.size());
              for (int i = 0; i < places.size(); i++) {
                answers[places.get(i)] =
                    append(connection, events.get(places.get(i)), numbers.get(i));
              }
              return answers;
            }));
  }

  private record Number(long value, Instant drawnAt) {}

  private static List<Number> numbers(Connection connection, int count) throws SQLException {
    return Jdbc.query(
        connection,
        NUMBERS,
        statement -> statement.setInt(1, count),
        row -> new Number(row.getLong(1), JdbcRows.instant(row, 2)));
  }

  private Appended append(Connection connection, NewEvent input, Number number)
      throws SQLException {
    var answer = storeOrFind(connection, input, number);
    return answer.isPresent() ? answer.get() : storeOrFind(connection, input, number).orElseThrow();
  }

  /** Empty when what was in the way has been removed since. */
  private Optional<Appended> storeOrFind(Connection connection, NewEvent input, Number number)
      throws SQLException {
    boolean isNew =
        (input.idempotency() == null || takeKey(connection, input, input.idempotency(), number))
            && insertEvent(connection, input, number);
    if (!isNew) {
      return KnownEvents.answer(connection, input);
    }
    var owed = NewDeliveries.of(input, number.value(), number.drawnAt());
    insertDeliveries(connection, owed);
    return Optional.of(new Appended.Stored(number.value(), owed));
  }

  /** False when the key is there and has not expired. */
  private boolean takeKey(
      Connection connection, NewEvent input, NewEvent.Idempotency idempotency, Number number)
      throws SQLException {
    return insertKey(connection, input, idempotency, number)
        || renewKey(connection, input, idempotency, number);
  }

  private boolean renewKey(
      Connection connection, NewEvent input, NewEvent.Idempotency idempotency, Number number)
      throws SQLException {
    return Jdbc.update(
            connection,
            RENEW_KEY,
            statement -> {
              statement.setBytes(1, idempotency.contentHash());
              statement.setLong(2, number.value());
              statement.setObject(3, JdbcRows.timestamp(number.drawnAt().plus(keysLast)));
              statement.setString(4, input.event().tenant());
              statement.setString(5, idempotency.key());
              statement.setObject(6, JdbcRows.timestamp(number.drawnAt()));
            })
        == 1;
  }

  private boolean insertKey(
      Connection connection, NewEvent input, NewEvent.Idempotency idempotency, Number number)
      throws SQLException {
    return Jdbc.insertUnlessThere(
            connection,
            INSERT_KEY,
            statement -> {
              statement.setString(1, input.event().tenant());
              statement.setString(2, idempotency.key());
              statement.setBytes(3, idempotency.contentHash());
              statement.setLong(4, number.value());
              statement.setObject(5, JdbcRows.timestamp(number.drawnAt().plus(keysLast)));
            })
        == 1;
  }

  private static boolean insertEvent(Connection connection, NewEvent input, Number number)
      throws SQLException {
    var event = input.event();
    return Jdbc.insertUnlessThere(
            connection,
            INSERT_EVENT,
            statement -> {
              statement.setLong(1, number.value());
              statement.setObject(2, JdbcRows.timestamp(number.drawnAt()));
              bindFacts(statement, event.transaction());
              statement.setObject(
                  6,
                  input.targets().stream().map(NewEvent.Target::endpointId).toArray(Long[]::new));
              statement.setBoolean(9, event.livemode());
              statement.setString(10, event.tenant());
              statement.setString(11, event.id());
              statement.setString(12, event.type());
              statement.setString(13, Channels.write(event.channels()));
              statement.setBytes(14, event.body());
            })
        == 1;
  }

  private static void bindFacts(PreparedStatement statement, @Nullable TransactionFacts facts)
      throws SQLException {
    statement.setObject(3, facts == null ? null : facts.transactionId(), Types.BIGINT);
    statement.setObject(4, facts == null ? null : facts.bankAccountId(), Types.BIGINT);
    statement.setObject(5, facts == null ? null : facts.subAccountId(), Types.BIGINT);
    statement.setObject(7, facts == null ? null : Codes.of(facts.direction()), Types.SMALLINT);
    statement.setObject(8, facts == null ? null : facts.hasCode(), Types.BOOLEAN);
  }

  private static void insertDeliveries(Connection connection, List<PendingDelivery> owed)
      throws SQLException {
    try (var statement = connection.prepareStatement(INSERT_DELIVERY)) {
      for (var delivery : owed) {
        statement.setLong(1, delivery.id());
        statement.setLong(2, delivery.endpointId());
        statement.setObject(3, JdbcRows.timestamp(delivery.createdAt()));
        statement.setObject(4, JdbcRows.timestamp(delivery.createdAt()));
        statement.setLong(5, delivery.arrival());
        statement.setInt(6, delivery.bodyFormat().code());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
    return KnownEvents.load(jdbc, LOAD, eventNumbers);
  }

  @Override
  public List<Long> nextTransactionIds(int count) {
    return jdbc.query(
        TRANSACTION_NUMBERS, statement -> statement.setInt(1, count), row -> row.getLong(1));
  }
}
