package dev.webhooks.core.jdbc;

import java.sql.SQLException;

/**
 * The database did not do what it was asked, which its cause explains. Nothing of the call was
 * stored, unless the connection broke at the commit: then it may have been.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
