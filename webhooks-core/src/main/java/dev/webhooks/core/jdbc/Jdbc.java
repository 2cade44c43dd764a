package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements on connections of a source. */
final class Jdbc {
  private static final String DUPLICATE_KEY = "23505";

  private final ConnectionSource connections;

  Jdbc(ConnectionSource connections) {
    this.connections = connections;
  }

  /** What is done on a connection. */
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /** Sets a statement's parameters. */
  interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** Reads one row. */
  interface Mapping<T extends @Nullable Object> {
    T from(ResultSet row) throws SQLException;
  }

  /** One statement, or several that need not be atomic. */
  <T extends @Nullable Object> T run(Work<T> work) {
    try (var connection = connections.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Several statements as one: in the caller's transaction, or in one of their own. */
  <T extends @Nullable Object> T inTransaction(Work<T> work) {
    return run(
        connection ->
            connection.getAutoCommit() ? committed(connection, work) : work.on(connection));
  }

  /** In a transaction of its own on a connection that has none. */
  static <T extends @Nullable Object> T committed(Connection connection, Work<T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    }
  }

  /** On a connection that broke this fails too, which says less than why it is done. */
  private static void rollBack(Connection connection, Throwable why) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  <T> List<T> query(String sql, Binding binding, Mapping<T> mapping) {
    return run(connection -> query(connection, sql, binding, mapping));
  }

  static <T> List<T> query(Connection connection, String sql, Binding binding, Mapping<T> mapping)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      binding.to(statement);
      try (var row = statement.executeQuery()) {
        var found = new ArrayList<T>();
        while (row.next()) {
          found.add(mapping.from(row));
        }
        return found;
      }
    }
  }

  int update(String sql, Binding binding) {
    return run(connection -> update(connection, sql, binding));
  }

  /**
   * How many rows were inserted: none when the key was there. To be called on PostgreSQL only with
   * a statement that says so itself; on H2 a failed statement leaves the transaction as it was.
   */
  static int insertUnlessThere(Connection connection, String sql, Binding binding)
      throws SQLException {
    try {
      return update(connection, sql, binding);
    } catch (SQLException e) {
      if (DUPLICATE_KEY.equals(e.getSQLState())) {
        return 0;
      }
      throw e;
    }
  }

  static int update(Connection connection, String sql, Binding binding) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      binding.to(statement);
      return statement.executeUpdate();
    }
  }
}
