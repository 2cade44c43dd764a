package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinedConnectionsTest {
  private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:", "sa", "");
  private final LocalTransactions transactions = new LocalTransactions(pool);

  @BeforeEach
  void onlyOne() {
    pool.setMaxConnections(1);
    pool.setLoginTimeout(1);
  }

  @AfterEach
  void closePool() {
    pool.dispose();
  }

  @Test
  void a_connection_of_the_active_transaction_is_given_as_it_is() {
    var joined = new JoinedConnections(transactions, transactions);

    transactions.run(
        () -> {
          try (var connection = joined.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
          } catch (SQLException e) {
            throw new StoreException(e);
          }
        });
  }

  @Test
  void a_connection_that_is_no_part_of_the_active_transaction_is_refused_and_given_back()
      throws SQLException {
    var elsewhere = new LocalTransactions(JdbcConnectionPool.create("jdbc:h2:mem:", "sa", ""));
    var joined = new JoinedConnections(pool::getConnection, elsewhere);

    elsewhere.run(
        () ->
            assertThatThrownBy(joined::getConnection)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no part of it"));

    pool.getConnection().close();
  }

  @Test
  void outside_of_transactions_a_connection_commits_by_itself_however_the_pool_gives_it()
      throws SQLException {
    var joined = new JoinedConnections(this::withoutAutoCommit, transactions);

    try (var connection = joined.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void a_connection_that_cannot_be_made_to_commit_by_itself_is_given_back() throws SQLException {
    var joined = new JoinedConnections(this::alwaysInATransaction, transactions);

    assertThatThrownBy(joined::getConnection).hasMessage("part of a transaction");

    pool.getConnection().close();
  }

  /** As a pool for distributed transactions gives it inside of one that nobody told of. */
  private Connection alwaysInATransaction() throws SQLException {
    var connection = pool.getConnection();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("setAutoCommit")) {
            throw new SQLException("part of a transaction");
          }
          return method.invoke(connection, arguments);
        };
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private Connection withoutAutoCommit() throws SQLException {
    var connection = pool.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
