package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.DeliveryControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Resends on both databases. What was tried 30,000 times is left as it is: numbers end there. */
public final class JdbcDeliveryControl implements DeliveryControl {

  /**
   * The new arrival is no delivery's number: it begins the range of an event that does not exist.
   */
  private static final String REPLACE =
      """
      update webhooks.pending_delivery
      set revision = revision + 1, due_at = current_timestamp, trigger = ?,
        retries = (retries and arrival > ?) or cast(? as boolean),
        failures = case when cast(? as boolean) and arrival <= ? then 0 else failures end,
        arrival = %s * 65536
      where endpoint_id = ? and id = ? and attempts < 30000
      """;

  private static final String BRING_BACK =
      """
      insert into webhooks.pending_delivery (id, endpoint_id, created_at, due_at, arrival, revision,
        attempts, failures, settlement, trigger, body_format, retries)
      select d.id, d.endpoint_id, d.created_at, current_timestamp, %s * 65536, 0, d.attempts,
        case when cast(? as boolean) then 0 else d.failures end, d.settlement + 1, ?,
        d.body_format, cast(? as boolean)
      from webhooks.delivery d
      where d.endpoint_id = ? and d.id = ? and d.created_at = ? and d.attempts < 30000
        and not exists (select 1 from webhooks.delivery later
          where later.endpoint_id = d.endpoint_id and later.id = d.id
            and later.created_at = d.created_at and later.settlement > d.settlement)
      """;

  private static final String READ =
      "select "
          + JdbcRows.PENDING
          + " from webhooks.pending_delivery where endpoint_id = ? and id = ?";

  /** Two resends of the same deliveries must not wait for each other. */
  private static final Comparator<DeliveryId> BY_NUMBER =
      Comparator.comparingLong(DeliveryId::number);

  private final Jdbc jdbc;
  private final SqlDialect dialect;
  private final String replace;
  private final String bringBack;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcDeliveryControl(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
    this.replace = REPLACE.formatted(dialect.nextNumber());
    this.bringBack = BRING_BACK.formatted(dialect.nextNumber()) + dialect.unlessThere();
  }

  @Override
  public List<PendingDelivery> resend(
      Collection<DeliveryId> ids, long cancelledThrough, Trigger trigger) {
    var inOneOrder = ids.stream().distinct().sorted(BY_NUMBER).toList();
    return jdbc.inTransaction(
        connection -> {
          announce(connection);
          var due = new ArrayList<PendingDelivery>();
          for (var id : inOneOrder) {
            var place = DeliveryPlace.of(connection, id.number());
            if (place.isPresent() && place.get().hasContent()) {
              due.addAll(resend(connection, place.get(), cancelledThrough, trigger));
            }
          }
          return List.copyOf(due);
        });
  }

  /** The second look relies on a transaction number that is older than the numbers drawn. */
  private void announce(Connection connection) throws SQLException {
    if (dialect == SqlDialect.POSTGRESQL) {
      Jdbc.query(
          connection, "select pg_current_xact_id()", statement -> {}, row -> row.getString(1));
    }
  }

  private List<PendingDelivery> resend(
      Connection connection, DeliveryPlace place, long cancelledThrough, Trigger trigger)
      throws SQLException {
    boolean isPending = replace(connection, place, cancelledThrough, trigger);
    if (!isPending && !bringBack(connection, place, trigger)) {
      // Somebody else brought it back in between, or its history is gone.
      replace(connection, place, cancelledThrough, trigger);
    }
    return Jdbc.query(
        connection,
        READ,
        statement -> {
          statement.setLong(1, place.endpointId());
          statement.setLong(2, place.number());
        },
        row -> JdbcRows.pending(row, 0, null));
  }

  private boolean replace(
      Connection connection, DeliveryPlace place, long cancelledThrough, Trigger trigger)
      throws SQLException {
    return Jdbc.update(
            connection,
            replace,
            statement -> {
              statement.setShort(1, Codes.of(trigger));
              statement.setLong(2, cancelledThrough);
              statement.setBoolean(3, isRetried(trigger));
              statement.setBoolean(4, isRetried(trigger));
              statement.setLong(5, cancelledThrough);
              statement.setLong(6, place.endpointId());
              statement.setLong(7, place.number());
            })
        == 1;
  }

  private boolean bringBack(Connection connection, DeliveryPlace place, Trigger trigger)
      throws SQLException {
    return Jdbc.insertUnlessThere(
            connection,
            bringBack,
            statement -> {
              statement.setBoolean(1, isRetried(trigger));
              statement.setShort(2, Codes.of(trigger));
              statement.setBoolean(3, isRetried(trigger));
              statement.setLong(4, place.endpointId());
              statement.setLong(5, place.number());
              statement.setObject(6, JdbcRows.timestamp(place.createdAt()));
            })
        == 1;
  }

  /** Nobody watches what a recovery sends again. */
  private static boolean isRetried(Trigger trigger) {
    return trigger == Trigger.RECOVERY;
  }

  @Override
  public long lastArrival() {
    String sql =
        dialect == SqlDialect.POSTGRESQL
            ? PostgresArrivalWatch.LAST_NUMBER
            : H2ArrivalWatch.LAST_NUMBER;
    return DeliveryNumbers.last(jdbc.query(sql, s -> {}, row -> row.getLong(1)).get(0));
  }
}
