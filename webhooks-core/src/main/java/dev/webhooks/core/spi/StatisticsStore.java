package dev.webhooks.core.spi;

import dev.webhooks.core.model.LatencyHistogram;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keeps how endpoints did, hour by hour. Thread-safe; blocks; every call commits on return. */
public interface StatisticsStore {

  /**
   * Stores what a writer has counted, in place of what the same writer had stored for the same
   * endpoint and hour before: a repetition changes nothing, and writers do not disturb each other.
   *
   * @param writer unique per process start
   */
  void write(long writer, Collection<Hour> hours);

  /**
   * What was counted for these endpoints, in no particular order, one entry per endpoint, hour and
   * writer.
   *
   * @param from hours that begin at or after
   * @param to hours that begin before
   */
  List<Hour> read(Collection<Long> endpointIds, Instant from, Instant to);

  /** Removes hours that began before, at most so many entries; returns how many it were. */
  int remove(Instant before, int limit);

  /**
   * One endpoint in one hour, by when outcomes were recorded.
   *
   * @param endpointId which
   * @param start of the hour, in UTC
   * @param succeeded deliveries settled so
   * @param failed deliveries given up
   * @param cancelled deliveries settled so
   * @param attempts made
   * @param latencies of the attempts, in microseconds
   */
  record Hour(
      long endpointId,
      Instant start,
      long succeeded,
      long failed,
      long cancelled,
      long attempts,
      LatencyHistogram latencies) {}
}
