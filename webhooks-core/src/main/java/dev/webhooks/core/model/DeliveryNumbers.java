package dev.webhooks.core.model;

/**
 * How a delivery's number follows from its event's: the deliveries of an event are one range of
 * numbers, and the numbers of later events are higher.
 */
public final class DeliveryNumbers {
  /** So many endpoints can be owed one event. */
  public static final int MAX_FAN_OUT = 1 << 16;

  private DeliveryNumbers() {}

  /** The number of an event's delivery to its {@code index}-th target, from 0. */
  public static long of(long eventNumber, int index) {
    if (index < 0 || index >= MAX_FAN_OUT) {
      throw new IllegalArgumentException("an event can be owed to 65536 endpoints, not " + index);
    }
    return first(eventNumber) + index;
  }

  /** The lowest number a delivery of this event can have. */
  public static long first(long eventNumber) {
    return eventNumber * MAX_FAN_OUT;
  }

  /** The highest number a delivery of this event can have. */
  public static long last(long eventNumber) {
    return first(eventNumber) + MAX_FAN_OUT - 1;
  }

  /** The event that a delivery owes. */
  public static long eventOf(long deliveryNumber) {
    return deliveryNumber / MAX_FAN_OUT;
  }
}
