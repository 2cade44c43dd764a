package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresSessionsTest {

  @Test
  void connections_to_a_server_are_sessions_of_their_own() {
    assertThat(PostgresSessions.areOwn(PostgresServer.dataSource()::getConnection)).isTrue();
  }

  @Test
  void connections_that_share_a_session_are_found_out() throws SQLException {
    try (var session = PostgresServer.dataSource().getConnection()) {
      assertThat(PostgresSessions.areOwn(() -> sharing(session))).isFalse();
    }
  }

  @Test
  void prepared_statements_that_get_mixed_up_are_refused_with_what_to_do() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgresSessions.areOwn(PostgresSessionsTest::withTakenName))
        .withMessageContaining("add prepareThreshold=0 to the JDBC URL");
  }

  @Test
  void a_database_that_is_away_is_no_pooler() {
    assertThatThrownBy(
            () ->
                PostgresSessions.areOwn(
                    () -> {
                      throw new SQLException("scripted", "08001");
                    }))
        .isInstanceOf(StoreException.class);
  }

  /** As a pooler does it between transactions. */
  private static Connection sharing(Connection session) {
    return (Connection)
        Proxy.newProxyInstance(
            PostgresSessionsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(session, arguments));
  }

  /** In a session where another's driver has prepared its first statement. */
  private static Connection withTakenName() throws SQLException {
    var connection = PostgresServer.dataSource().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("prepare \"S_1\" as select 1");
    }
    return connection;
  }
}
