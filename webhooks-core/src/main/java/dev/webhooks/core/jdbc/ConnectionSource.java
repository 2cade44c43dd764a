package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where a store gets its connections. A container's data source is one ({@code
 * dataSource::getConnection}): it enlists by itself; {@link LocalTransactions} is one for everybody
 * else. Thread-safe.
 */
@FunctionalInterface
public interface ConnectionSource {

  /**
   * A connection, which the store closes. It is in auto-commit mode unless it belongs to a
   * transaction of the caller, which the store then neither commits nor rolls back.
   */
  Connection getConnection() throws SQLException;
}
