package dev.webhooks.it.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real PostgreSQL for the whole test run; every service gets a database of its own in it. */
public final class PostgresServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** Creates an empty database and returns the environment that makes a service use it. */
  public static Map<String, String> newDatabase() {
    String name = "service_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return Map.of(
        "WEBHOOKS_DB_URL", "jdbc:postgresql://127.0.0.1:" + Running.POSTGRES.getPort() + "/" + name,
        "WEBHOOKS_DB_USER", "postgres",
        "WEBHOOKS_DB_PASSWORD", "postgres");
  }

  /** Creates an empty database and returns the address to it, user included. */
  public static String newDatabaseUrl() {
    return newDatabase().get("WEBHOOKS_DB_URL") + "?user=postgres";
  }

  /**
   * Cuts every connection to the database of this environment and waits until they are gone: who
   * asks afterwards meets none that is just being cut.
   */
  public static void cutConnections(Map<String, String> environment) {
    execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '"
            + name(environment)
            + "'");
  }

  /** Runs a statement in the database of this environment. */
  public static void execute(Map<String, String> environment, String sql) {
    execute(Running.POSTGRES.getDatabase("postgres", name(environment)), sql);
  }

  private static String name(Map<String, String> environment) {
    String url = environment.get("WEBHOOKS_DB_URL");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static void execute(String sql) {
    execute(Running.POSTGRES.getPostgresDatabase(), sql);
  }

  private static void execute(DataSource database, String sql) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Started at first use; stopped by its own shutdown hook. */
  private static final class Running {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
