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

    /** The place just before this one: a read after it finds a row that stands here. */
    public Cursor before() {
      return new Cursor(dueAt, id - 1);
    }

    @Override
    public int compareTo(Cursor other) {
      int byDue = dueAt.compareTo(other.dueAt);
      return byDue != 0 ? byDue : Long.compare(id, other.id);
    }
  }

  /**
   * A lane with something pending.
   *
   * @param endpointId the lane
   * @param first no row (or no new row) stands before this place, neither by due time nor by id:
   *     the earliest due time and the lowest id among them; {@link Cursor#before()} reads from
   *     there
   */
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
