package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.DeliveryNumbers;
import jakarta.persistence.EntityManager;

/**
 * Marks how far deliveries have been numbered by taking an event number that no event will have.
 */
public final class EventNumberMark implements DeliveryMark {
  private final EntityManager database;
  private final String nextNumber;

  /**
   * @param nextNumber the statement, in the database's dialect, that takes the next event number
   */
  public EventNumberMark(EntityManager database, String nextNumber) {
    this.database = database;
    this.nextNumber = nextNumber;
  }

  @Override
  public long next() {
    Number number = (Number) database.createNativeQuery(nextNumber).getSingleResult();
    return DeliveryNumbers.last(number.longValue());
  }
}
