package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.endpoint.EndpointClockEntity.Tick;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

/** Orders the changes of endpoints: the next change waits until this one's transaction ends. */
final class EndpointClock {
  private static final long THE_ROW = 1;

  private final EntityManager database;

  EndpointClock(EntityManager database) {
    this.database = database;
  }

  /**
   * Keeps others from changing endpoints until the transaction ends, and changes nothing itself.
   */
  void hold() {
    database.find(EndpointClockEntity.class, THE_ROW, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Takes the next version and the database's time; holds the clock until the transaction ends. */
  Tick next() {
    // One statement locks and increments; both databases read the row again after waiting for it.
    database
        .createNativeQuery(
            "update webhooks.endpoint_clock set version = version + 1,"
                + " changed_at = current_timestamp where id = 1")
        .executeUpdate();
    EndpointClockEntity clock = database.find(EndpointClockEntity.class, THE_ROW);
    database.refresh(clock);
    return clock.tick();
  }
}
