package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.CallerTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over a plain data source, bound to the calling thread, for whoever has no
 * transaction manager: everything that uses {@link #getConnection} inside {@link #run} is committed
 * or rolled back together. Thread-safe.
 */
public final class LocalTransactions implements ConnectionSource, CallerTransaction {
  private static final System.Logger LOG = System.getLogger(LocalTransactions.class.getName());

  private final DataSource dataSource;
  private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

  /** Whether connections come in auto-commit mode outside of transactions. */
  private volatile boolean comeInAutoCommit;

  private record Open(Connection connection, List<Runnable> afterCommit) {}

  public LocalTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Runs a body in a transaction: committed when it returns, rolled back when it throws. Inside
   * another one it joins that. What was asked for by {@link #afterCommit} runs on this thread
   * before the call returns.
   *
   * @throws StoreException when the commit fails
   */
  public void run(Runnable body) {
    get(
        () -> {
          body.run();
          return true;
        });
  }

  /** Like {@link #run}, with a result. */
  public <T> T get(Supplier<T> body) {
    if (current.get() != null) {
      return body.get();
    }
    var afterCommit = new ArrayList<Runnable>();
    T result = new Jdbc(this::autoCommitting).inTransaction(c -> bound(c, afterCommit, body));
    afterCommit.forEach(LocalTransactions::runSafely);
    return result;
  }

  private <T> T bound(Connection connection, List<Runnable> afterCommit, Supplier<T> body) {
    current.set(new Open(connection, afterCommit));
    try {
      return body.get();
    } finally {
      current.remove();
    }
  }

  /** The commit is done; an action that fails must not look as if it were not. */
  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "an action after a commit failed", e);
    }
  }

  /**
   * Sees how connections come outside of transactions. To be called where there is none.
   *
   * @throws StoreException when the database cannot be reached
   */
  public void learn() {
    try (var connection = dataSource.getConnection()) {
      comeInAutoCommit = connection.getAutoCommit();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** A pool may give connections without auto-commit; but then it always does. */
  private Connection autoCommitting() throws SQLException {
    var connection = dataSource.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        refuseIfBegun();
        connection.setAutoCommit(true);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** To switch auto-commit on would commit what somebody else has begun. */
  private void refuseIfBegun() {
    if (comeInAutoCommit) {
      throw new IllegalStateException(
          "The data source gave a connection that is in a transaction already. Publish inside"
              + " transactions().run(…), or give the sender a data source that takes part in no"
              + " transaction.");
    }
  }

  @Override
  public boolean isActive() {
    return current.get() != null;
  }

  @Override
  public void afterCommit(Runnable action) {
    var open = current.get();
    if (open == null) {
      action.run();
    } else {
      open.afterCommit().add(action);
    }
  }

  /** The transaction's connection, which closing leaves open; outside of one, a fresh one. */
  @Override
  public Connection getConnection() throws SQLException {
    var open = current.get();
    return open == null ? autoCommitting() : keptOpen(open.connection());
  }

  private static Connection keptOpen(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            LocalTransactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
