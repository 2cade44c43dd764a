package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalTransactionsTest {
  private final H2Stores stores = H2Stores.empty();
  private final LocalTransactions transactions = stores.transactions();
  private final Jdbc jdbc = new Jdbc(transactions);
  private final List<String> done = new ArrayList<>();

  @BeforeEach
  void table() {
    jdbc.update("create table note (text varchar)", statement -> {});
  }

  private void note(String text) {
    jdbc.update("insert into note values (?)", statement -> statement.setString(1, text));
  }

  private List<String> notesOfOthers() {
    return new Jdbc(stores.dataSource()::getConnection)
        .query("select text from note", statement -> {}, row -> row.getString(1));
  }

  @Test
  void what_is_done_in_a_transaction_is_committed_together() {
    transactions.run(
        () -> {
          note("a");
          assertThat(notesOfOthers()).isEmpty();
          note("b");
        });

    assertThat(notesOfOthers()).containsExactly("a", "b");
  }

  @Test
  void an_exception_rolls_everything_back_and_no_action_runs() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      note("a");
                      transactions.afterCommit(() -> done.add("never"));
                      throw new IllegalStateException("mine");
                    }))
        .hasMessage("mine");

    assertThat(notesOfOthers()).isEmpty();
    assertThat(done).isEmpty();
    note("later");
    assertThat(notesOfOthers()).containsExactly("later");
  }

  @Test
  void actions_run_after_the_commit_or_at_once_without_a_transaction() {
    transactions.run(
        () -> {
          note("a");
          transactions.afterCommit(() -> done.addAll(notesOfOthers()));
          assertThat(done).isEmpty();
        });
    assertThat(done).containsExactly("a");

    transactions.afterCommit(() -> done.add("at once"));
    assertThat(done).contains("at once");
  }

  @Test
  void an_action_that_fails_does_not_make_the_commit_look_failed() {
    transactions.run(
        () -> {
          note("a");
          transactions.afterCommit(
              () -> {
                throw new IllegalStateException("too late");
              });
          transactions.afterCommit(() -> done.add("next"));
        });

    assertThat(notesOfOthers()).containsExactly("a");
    assertThat(done).containsExactly("next");
  }

  @Test
  void an_inner_transaction_joins_the_outer_one() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      transactions.run(() -> note("inner"));
                      throw new IllegalStateException("outer");
                    }))
        .hasMessage("outer");

    assertThat(notesOfOthers()).isEmpty();
  }

  @Test
  void a_transaction_that_somebody_else_has_begun_is_not_committed() throws Exception {
    try (var theirs = stores.dataSource().getConnection()) {
      theirs.setAutoCommit(false);
      var given = new AtomicReference<>(stores.dataSource().getConnection());
      var aware = new LocalTransactions(giving(given));
      aware.learn();
      given.set(kept(theirs));
      theirs.createStatement().execute("insert into note values ('theirs')");

      assertThatThrownBy(() -> aware.run(() -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in a transaction already");

      theirs.rollback();
      assertThat(notesOfOthers()).isEmpty();
    }
  }

  @Test
  void why_it_was_rolled_back_is_told_although_that_failed_too() throws SQLException {
    var broken = new AtomicReference<>(failingToRollBack(stores.dataSource()));

    assertThatThrownBy(
            () ->
                new LocalTransactions(giving(broken))
                    .run(
                        () -> {
                          throw new IllegalStateException("mine");
                        }))
        .hasMessage("mine")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  private static Connection failingToRollBack(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("rollback")) {
            throw new SQLException("the connection is closed");
          }
          return method.invoke(connection, arguments);
        });
  }

  private static DataSource giving(AtomicReference<Connection> connection) {
    return proxy(DataSource.class, (method, arguments) -> connection.get());
  }

  /** As a data source that takes part in transactions gives it: closing does nothing. */
  private static Connection kept(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("close") ? null : method.invoke(connection, arguments));
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.on(method, arguments)));
  }
}
