package dev.webhooks.core.jdbc;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** The database did not do what it was asked; nothing of the call was stored. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * Whether the same call may succeed later: the connection broke, the server is starting or
   * stopping, a deadlock or serialisation failure was resolved at our cost (SQLSTATE classes 08,
   * 40, 53 and 57).
   */
  public boolean isTransient() {
    if (getCause() instanceof SQLTransientException
        || getCause() instanceof SQLRecoverableException) {
      return true;
    }
    return getCause() instanceof SQLException e
        && e.getSQLState() != null
        && e.getSQLState().matches("(08|40|53|57).*");
  }
}
