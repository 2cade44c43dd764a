package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has waited for a lock sees what was committed before it was given, on H2 too. */
class H2LocksTest {
  private static final int SESSIONS = 8;
  private static final int ROUNDS = 2_000;

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:locks;DB_CLOSE_DELAY=-1", "sa", "");
  private final ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);

  @BeforeEach
  void create() throws SQLException {
    JdbcSchema.create(pool);
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table held (id integer primary key)");
      statement.execute("insert into held values (1)");
      statement.execute("create table counter (id integer primary key, number integer)");
      statement.execute("insert into counter values (1, 0)");
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    pool.dispose();
  }

  @Test
  void a_row_that_was_read_before_is_seen_as_the_holder_of_the_lock_has_left_it() throws Exception {
    var together = new CyclicBarrier(SESSIONS);
    List<Future<Void>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(threads.submit(session(together)));
    }
    for (Future<Void> session : sessions) {
      session.get();
    }
    try (var connection = pool.getConnection();
        var read = connection.prepareStatement("select number from counter where id = 1")) {
      assertThat(number(read)).isEqualTo(SESSIONS * ROUNDS);
    }
  }

  private Callable<Void> session(CyclicBarrier together) {
    return () -> {
      try (var connection = pool.getConnection();
          var lock = connection.prepareStatement("select id from held where id = 1 for update");
          var read = connection.prepareStatement("select number from counter where id = 1");
          var write = connection.prepareStatement("update counter set number = ? where id = 1")) {
        connection.setAutoCommit(false);
        for (int i = 0; i < ROUNDS; i++) {
          together.await();
          count(connection, lock, read, write);
        }
      }
      return null;
    };
  }

  private static void count(
      Connection connection,
      PreparedStatement lock,
      PreparedStatement read,
      PreparedStatement write)
      throws SQLException {
    number(read);
    connection.commit();
    number(lock);
    write.setInt(1, number(read) + 1);
    write.executeUpdate();
    connection.commit();
  }

  private static int number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }
}
