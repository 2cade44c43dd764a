package dev.webhooks.ejb.retention;

import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;

/** Gives background work to one node at a time, by a row that says when it was last begun. */
@Dependent
@Transactional(TxType.REQUIRES_NEW)
public class ClusterTurn {
  private final EntityManager database;

  @Inject
  ClusterTurn(@WebhooksDatabase EntityManager database) {
    this.database = database;
  }

  /**
   * Takes the turn for this work, by the database's clock. Committed on return.
   *
   * @param work its name, which has a row
   * @param every how long the turn is not given again
   * @return false when another node took it within that time
   */
  public boolean take(String work, Duration every) {
    return database
            .createNativeQuery(
                "update webhooks.background_work set begun_at = current_timestamp where name = ?1"
                    + " and begun_at <= current_timestamp - cast(?2 as double precision) * interval"
                    + " '1' second")
            .setParameter(1, work)
            .setParameter(2, every.toSeconds())
            .executeUpdate()
        == 1;
  }
}
