package dev.webhooks.ejb.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection for pools that do not ask whether what they hand out still lives: when the database
 * has cut it, it opens itself again, with the same settings, but only between transactions. A
 * transaction that was cut fails to its end, as it must. Used by one thread at a time, like any
 * connection.
 */
final class LastingConnection implements InvocationHandler {
  private static final Set<String> SETTINGS =
      Set.of(
          "setAutoCommit",
          "setReadOnly",
          "setTransactionIsolation",
          "setSchema",
          "setCatalog",
          "setHoldability");
  private static final Set<String> OF_THE_END = Set.of("close", "abort", "isClosed");

  /** After such a rest it is asked whether it lives; before, only what a failure told counts. */
  private static final long LONG_REST_NANOS = Duration.ofMillis(100).toNanos();

  private static final int ANSWER_SECONDS = 5;

  private final Opening opening;
  private final Map<Method, Object[]> settings = new LinkedHashMap<>();
  private Connection current;
  private boolean automatic = true;
  private boolean closed;
  private boolean inTransaction;
  private long usedAt = System.nanoTime();

  private LastingConnection(Opening opening) throws SQLException {
    this.opening = opening;
    this.current = opening.open();
  }

  /** Connects to the database. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** Opens a connection that lasts until it is closed. */
  static Connection open(Opening opening) throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            LastingConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LastingConnection(opening));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    String name = method.getName();
    if (OF_THE_END.contains(name)) {
      closed = closed || !name.equals("isClosed");
      return name.equals("isClosed") ? closed : call(method, arguments);
    }
    if (name.equals("rollback") && arguments == null && current.isClosed()) {
      // The database has done it already.
      inTransaction = false;
      return null;
    }
    if (!inTransaction && !closed && !lives()) {
      reopen();
    }
    return used(method, arguments);
  }

  private @Nullable Object used(Method method, Object @Nullable [] arguments) throws Throwable {
    String name = method.getName();
    boolean ends = name.equals("commit") || (name.equals("rollback") && arguments == null);
    boolean sets = SETTINGS.contains(name);
    try {
      inTransaction = inTransaction || !(automatic || sets || ends);
      Object result = call(method, arguments);
      if (sets && arguments != null) {
        settings.put(method, arguments);
        if (name.equals("setAutoCommit")) {
          automatic = (Boolean) arguments[0];
          ends = automatic;
        }
      }
      return result;
    } finally {
      inTransaction = inTransaction && !ends;
      usedAt = System.nanoTime();
    }
  }

  private boolean lives() throws SQLException {
    if (current.isClosed()) {
      return false;
    }
    return System.nanoTime() - usedAt < LONG_REST_NANOS || current.isValid(ANSWER_SECONDS);
  }

  private void reopen() throws Throwable {
    closeQuietly();
    current = opening.open();
    for (Map.Entry<Method, Object[]> setting : settings.entrySet()) {
      call(setting.getKey(), setting.getValue());
    }
  }

  private void closeQuietly() {
    try {
      current.close();
    } catch (SQLException e) {
      // It is dead: that is why it is closed.
    }
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(current, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "lasting " + current;
    };
  }
}
