package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a delivery's rows lie: in the lane of its endpoint and, in the history, in the part of its
 * time. Its event knows both.
 *
 * @param number the delivery
 * @param endpointId the lane
 * @param createdAt exactly as stored
 * @param tenant whose it is
 * @param eventId the event's id
 * @param eventType the event's type
 * @param hasContent whether the event's content is still there
 */
record DeliveryPlace(
    long number,
    long endpointId,
    Instant createdAt,
    String tenant,
    String eventId,
    String eventType,
    boolean hasContent) {
  private static final String EVENT =
      "select endpoints, created_at, tenant, id, type, body is not null from webhooks.event"
          + " where number = ?";

  /** Those of an event, in the order of its targets; none when there is no such event. */
  static List<DeliveryPlace> ofEvent(Connection connection, long eventNumber) throws SQLException {
    return Jdbc.query(
            connection,
            EVENT,
            statement -> statement.setLong(1, eventNumber),
            row -> {
              var places = new ArrayList<DeliveryPlace>();
              var createdAt = JdbcRows.instant(row, 2);
              for (var endpoint : (Object[]) row.getArray(1).getArray()) {
                places.add(
                    new DeliveryPlace(
                        DeliveryNumbers.of(eventNumber, places.size()),
                        ((Number) endpoint).longValue(),
                        createdAt,
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6)));
              }
              return List.copyOf(places);
            })
        .stream()
        .findFirst()
        .orElse(List.of());
  }

  /** That of one delivery; empty when its event had no such target or is gone. */
  static Optional<DeliveryPlace> of(Connection connection, long number) throws SQLException {
    return ofEvent(connection, DeliveryNumbers.eventOf(number)).stream()
        .filter(place -> place.number() == number)
        .findFirst();
  }
}
