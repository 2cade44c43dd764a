package dev.webhooks.ejb.dispatch;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the database that passes: the SQLState says so. Whether the call had an effect
 * decides who may repeat it.
 */
abstract class StoreTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreTrouble(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /** The database chose this transaction as the loser of a conflict: it had no effect. */
  static final class Conflict extends StoreTrouble {
    private static final long serialVersionUID = 1L;

    Conflict(Throwable cause) {
      super(cause);
    }
  }

  /** The database is away, full or stopping: the call may have had its effect. */
  static final class Away extends StoreTrouble {
    private static final long serialVersionUID = 1L;

    Away(Throwable cause) {
      super(cause);
    }
  }

  /** Makes a call and tells passing failures from others, which are thrown as they are. */
  static <T> T telling(Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreTrouble e) {
      throw e;
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  static RuntimeException told(RuntimeException failure) {
    String state = stateOf(failure);
    if (state == null) {
      return failure;
    }
    if (state.equals("40001") || state.equals("40P01")) {
      return new Conflict(failure);
    }
    return isAway(state) ? new Away(failure) : failure;
  }

  private static boolean isAway(String state) {
    // Connection exceptions, insufficient resources, operator intervention; H2's 90098 is closed.
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.equals("90098");
  }

  private static @Nullable String stateOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
