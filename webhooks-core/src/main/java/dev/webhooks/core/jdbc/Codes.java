package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Trigger;
import java.util.List;

/** The numbers that stand for enum constants in the tables. A number never changes its meaning. */
final class Codes {
  private static final List<Trigger> TRIGGERS =
      List.of(Trigger.AUTOMATIC, Trigger.MANUAL, Trigger.TEST, Trigger.RECOVERY);
  private static final List<DeliveryStatus> STATUSES =
      List.of(
          DeliveryStatus.PENDING,
          DeliveryStatus.SUCCEEDED,
          DeliveryStatus.FAILED,
          DeliveryStatus.CANCELLED);
  private static final List<ErrorClass> ERRORS =
      List.of(
          ErrorClass.DNS_ERROR,
          ErrorClass.CONNECTION_REFUSED,
          ErrorClass.CONNECTION_RESET,
          ErrorClass.CONNECT_TIMEOUT,
          ErrorClass.TIMEOUT,
          ErrorClass.TLS_ERROR,
          ErrorClass.BLOCKED_ADDRESS,
          ErrorClass.TOKEN_ERROR,
          ErrorClass.BAD_BODY,
          ErrorClass.HTTP_STATUS);
  private static final List<Direction> DIRECTIONS = List.of(Direction.IN, Direction.OUT);

  private Codes() {}

  static short of(Trigger trigger) {
    return position(TRIGGERS, trigger);
  }

  static short of(DeliveryStatus status) {
    return position(STATUSES, status);
  }

  static short of(ErrorClass error) {
    return position(ERRORS, error);
  }

  static short of(Direction direction) {
    return position(DIRECTIONS, direction);
  }

  static Trigger trigger(int code) {
    return TRIGGERS.get(code);
  }

  static DeliveryStatus status(int code) {
    return STATUSES.get(code);
  }

  static ErrorClass error(int code) {
    return ERRORS.get(code);
  }

  /** A constant that is missing here must not be stored as -1. */
  private static <T> short position(List<T> constants, T constant) {
    int code = constants.indexOf(constant);
    if (code < 0) {
      throw new IllegalArgumentException("no code for " + constant);
    }
    return (short) code;
  }
}
