package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Fetched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what lanes gave, each up to its first row that is not due yet. */
final class LaneRows {
  private final List<Fetched.Row> rows = new ArrayList<>();
  private @Nullable Instant readAt;
  private long lane;
  private boolean laneEnded;

  /** Takes the next row; rows of a lane come together and in its order. */
  void add(Instant now, Fetched.Row row) {
    if (readAt == null || now.isBefore(readAt)) {
      readAt = now;
    }
    if (row.delivery().endpointId() != lane) {
      lane = row.delivery().endpointId();
      laneEnded = false;
    }
    if (!laneEnded) {
      rows.add(row);
      laneEnded = row.dueAt().isAfter(now);
    }
  }

  /**
   * @param clock asked when there was no row that told the time
   */
  Fetched fetched(Supplier<Instant> clock) {
    return new Fetched(readAt == null ? clock.get() : readAt, List.copyOf(rows));
  }
}
