package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastingConnectionTest {
  private static final String URL = "jdbc:h2:mem:lasting;DB_CLOSE_DELAY=-1";

  private int opened;
  private boolean away;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = LastingConnection.open(this::connect);
    execute("create table if not exists note (text varchar)");
    execute("delete from note");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private Connection connect() throws SQLException {
    if (away) {
      throw new SQLException("away", "08001");
    }
    opened++;
    return DriverManager.getConnection(URL);
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int notes() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from note")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Behind its back, as the database would. */
  private void cut() throws SQLException {
    connection.unwrap(JdbcConnection.class).close();
  }

  @Test
  void cut_at_rest_it_opens_itself_again() throws SQLException {
    execute("insert into note values ('kept')");
    cut();
    assertThat(connection.isClosed()).isFalse();
    assertThat(notes()).isEqualTo(1);
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void while_it_lives_it_is_the_same() throws SQLException {
    execute("insert into note values ('a')");
    connection.setAutoCommit(false);
    execute("insert into note values ('b')");
    connection.commit();
    assertThat(notes()).isEqualTo(2);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void a_transaction_that_was_cut_fails_to_its_end() throws SQLException {
    connection.setAutoCommit(false);
    execute("insert into note values ('lost')");
    cut();
    assertThatThrownBy(() -> execute("insert into note values ('lost too')"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void rolled_back_after_the_cut_it_begins_anew_with_the_same_settings() throws SQLException {
    connection.setAutoCommit(false);
    execute("insert into note values ('lost')");
    cut();
    connection.rollback();
    execute("insert into note values ('kept')");
    assertThat(connection.getAutoCommit()).isFalse();
    connection.commit();
    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void it_tries_again_until_the_database_is_back() throws SQLException {
    cut();
    away = true;
    assertThatThrownBy(this::notes).isInstanceOf(SQLException.class).hasMessage("away");
    assertThatThrownBy(this::notes).isInstanceOf(SQLException.class).hasMessage("away");
    away = false;
    assertThat(notes()).isZero();
  }

  @Test
  void closed_by_its_owner_it_stays_closed() throws SQLException {
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThatThrownBy(this::notes).isInstanceOf(SQLException.class);
    assertThat(opened).isEqualTo(1);
  }
}
