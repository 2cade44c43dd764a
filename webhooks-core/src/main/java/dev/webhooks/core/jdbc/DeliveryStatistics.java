package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog.Statistics;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts and percentiles of an endpoint's deliveries, on both databases. */
final class DeliveryStatistics {
  /** Hours and days in UTC are whole multiples of seconds since the epoch. */
  private static final String COUNTS =
      """
      select bucket, status, count(*) from (
        select cast(floor(extract(epoch from p.created_at) / ?) as bigint) as bucket,
          case when p.arrival <= ? then 3 else 0 end as status
        from webhooks.pending_delivery p
        where p.endpoint_id = ? and p.created_at >= ? and p.created_at < ?
        union all
        select cast(floor(extract(epoch from d.created_at) / ?) as bigint), d.status
        from webhooks.delivery d
        where d.endpoint_id = ? and d.created_at >= ? and d.created_at < ?
          and not exists (select 1 from webhooks.pending_delivery q
            where q.endpoint_id = d.endpoint_id and q.id = d.id)
          and not exists (select 1 from webhooks.delivery later
            where later.endpoint_id = d.endpoint_id and later.id = d.id
              and later.created_at = d.created_at and later.settlement > d.settlement)) counted
      group by bucket, status
      """;

  private static final String LATENCIES =
      """
      select percentile_disc(0.5) within group (order by total_us),
        percentile_disc(0.95) within group (order by total_us),
        percentile_disc(0.99) within group (order by total_us)
      from webhooks.delivery
      where endpoint_id = ? and created_at >= ? and created_at < ? and total_us is not null
      """;

  private final Jdbc jdbc;

  DeliveryStatistics(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  Statistics answer(Statistics.Question question) {
    return new Statistics(buckets(question), latencies(question));
  }

  private record Count(long bucket, DeliveryStatus status, long deliveries) {}

  private List<Statistics.Bucket> buckets(Statistics.Question question) {
    long seconds = question.by() == Statistics.Interval.HOUR ? 3_600 : 86_400;
    var counts =
        jdbc.query(
            COUNTS,
            statement -> {
              statement.setLong(1, seconds);
              statement.setLong(2, question.cancelledThrough());
              bindTimes(statement, 3, question);
              statement.setLong(6, seconds);
              bindTimes(statement, 7, question);
            },
            row -> new Count(row.getLong(1), Codes.status(row.getInt(2)), row.getLong(3)));
    var buckets = new TreeMap<Long, Map<DeliveryStatus, Long>>();
    for (var count : counts) {
      buckets
          .computeIfAbsent(count.bucket(), bucket -> new EnumMap<>(DeliveryStatus.class))
          .put(count.status(), count.deliveries());
    }
    return buckets.entrySet().stream()
        .map(e -> new Statistics.Bucket(Instant.ofEpochSecond(e.getKey() * seconds), e.getValue()))
        .toList();
  }

  private static void bindTimes(PreparedStatement statement, int at, Statistics.Question question)
      throws SQLException {
    statement.setLong(at, question.endpointId());
    statement.setObject(at + 1, JdbcRows.timestamp(question.from()));
    statement.setObject(at + 2, JdbcRows.timestamp(question.to()));
  }

  private Statistics.@Nullable Latencies latencies(Statistics.Question question) {
    var found =
        jdbc.query(
            LATENCIES,
            statement -> bindTimes(statement, 1, question),
            row -> Optional.ofNullable(latencies(row)));
    return found.get(0).orElse(null);
  }

  private static Statistics.@Nullable Latencies latencies(ResultSet row) throws SQLException {
    return row.getObject(1) == null
        ? null
        : new Statistics.Latencies(micros(row, 1), micros(row, 2), micros(row, 3));
  }

  private static Duration micros(ResultSet row, int column) throws SQLException {
    return Duration.ofNanos(row.getLong(column) * 1000);
  }
}
