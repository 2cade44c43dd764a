package dev.webhooks.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery's id as the API shows it: {@code dlv_} and, in Crockford's base 32, the number and the
 * time of creation, so that a look-up touches only the part of the history it lies in.
 *
 * @param number the delivery's number, positive
 * @param createdAt when it was published, to the millisecond
 */
public record DeliveryId(long number, Instant createdAt) {
  private static final String PREFIX = "dlv_";
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** Milliseconds since the epoch fit into so many digits until the year 10889. */
  private static final int TIME_DIGITS = 10;

  private static final int MAX_DIGITS = 13;

  /** Cuts the time to the millisecond. */
  public DeliveryId {
    createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
  }

  /** The id of a delivery in the queue. */
  public static DeliveryId of(PendingDelivery delivery) {
    return new DeliveryId(delivery.id(), delivery.createdAt());
  }

  /** Reads an id; empty when the text is none. Upper and lower case are the same. */
  public static Optional<DeliveryId> parse(String text) {
    if (!text.startsWith(PREFIX)
        || text.length() <= PREFIX.length() + TIME_DIGITS
        || text.length() > PREFIX.length() + TIME_DIGITS + MAX_DIGITS) {
      return Optional.empty();
    }
    int border = PREFIX.length() + TIME_DIGITS;
    long millis = decode(text.substring(PREFIX.length(), border));
    long number = decode(text.substring(border));
    return millis < 0 || number <= 0
        ? Optional.empty()
        : Optional.of(new DeliveryId(number, Instant.ofEpochMilli(millis)));
  }

  @Override
  public String toString() {
    String time = encode(createdAt.toEpochMilli());
    return PREFIX + "0".repeat(TIME_DIGITS - time.length()) + time + encode(number);
  }

  private static String encode(long value) {
    var text = new StringBuilder();
    for (long rest = value; rest != 0 || text.isEmpty(); rest >>>= 5) {
      text.append(DIGITS.charAt((int) (rest & 31)));
    }
    return text.reverse().toString();
  }

  /** The value, negative when there is a strange character or it is too large. */
  private static long decode(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(Character.toUpperCase(text.charAt(i)));
      if (digit < 0 || value >= 1L << 58) {
        return -1;
      }
      value = value << 5 | digit;
    }
    return value;
  }
}
