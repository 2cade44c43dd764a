package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.CallerTransaction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Connections that an application gives, checked against what it says of its transactions: what is
 * stored inside one must not be committed without it, nor what is stored outside wait for a commit
 * that never comes. Thread-safe.
 */
public final class JoinedConnections implements ConnectionSource {
  private final ConnectionSource given;
  private final CallerTransaction transaction;

  /**
   * @param given gives the transaction's connection inside of one, which closing must leave open,
   *     and one of its own outside
   */
  public JoinedConnections(ConnectionSource given, CallerTransaction transaction) {
    this.given = given;
    this.transaction = transaction;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when a transaction is active that the connection is no part of
   */
  @Override
  public Connection getConnection() throws SQLException {
    boolean active = transaction.isActive();
    Connection connection = given.getConnection();
    try {
      if (!active) {
        // A pool may give connections without auto-commit.
        connection.setAutoCommit(true);
      } else if (connection.getAutoCommit()) {
        throw new IllegalStateException(
            "A transaction is active, but the connection given is no part of it: it commits by"
                + " itself. Give the sender connections of the data source whose transactions"
                + " these are.");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
