package dev.webhooks.core.spi;

import java.time.Instant;

/** Types that name places in an endpoint's lane: its pending deliveries by due time and id. */
public final class Lane {
  private Lane() {}

  /**
   * A place in a lane: everything up to it has been read.
   *
   * @param dueAt by the database's clock
   * @param id of the delivery
   */
  public record Cursor(Instant dueAt, long id) implements Comparable<Cursor> {
    /** Before everything. */
    public static final Cursor START = new Cursor(Instant.EPOCH, 0);

    @Override
    public int compareTo(Cursor other) {
      int byDue = dueAt.compareTo(other.dueAt);
      return byDue != 0 ? byDue : Long.compare(id, other.id);
    }
  }

  /** A lane with something pending, and where its first row (or first new row) stands. */
  public record Head(long endpointId, Cursor first) {}

  /**
   * What to read of a lane.
   *
   * @param endpointId the lane
   * @param after where to go on; for an ordered lane only the id counts
   * @param limit at most so many rows
   * @param ordered read by id instead of by due time, so that a failed head keeps its place
   */
  public record Read(long endpointId, Cursor after, int limit, boolean ordered) {}
}
