package dev.webhooks.core.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** One PostgreSQL for all tests of this JVM. */
final class PostgresServer {
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      var server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_prepared_transactions", "5")
              .setServerConfig("fsync", System.getProperty("test.fsync", "off"))
              .setServerConfig("shared_buffers", System.getProperty("test.buffers", "64MB"))
              .setServerConfig("max_wal_size", "4GB")
              .start();
      JdbcSchema.create(server.getPostgresDatabase());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a connection for each call. */
  static DataSource dataSource() {
    return SERVER.getPostgresDatabase();
  }

  /** Without the extended protocol, which refuses placeholders that nobody binds. */
  static DataSource simpleProtocol() {
    return SERVER.getDatabase("postgres", "postgres", Map.of("preferQueryMode", "simple"));
  }

  /** The tables without their rows. */
  static DataSource emptied() {
    execute(
        """
        set lock_timeout = '10s'; -- what a failed test left open fails the next one, and does not hang
        truncate webhooks.event, webhooks.idempotency, webhooks.pending_delivery,
          webhooks.delivery, webhooks.attempt, webhooks.node;
        update webhooks.shard set owner = null, epoch = epoch + 1;
        """);
    return dataSource();
  }

  /** A database of its own, without any tables. */
  static DataSource newDatabase(String name) {
    execute("drop database if exists " + name + " with (force)");
    execute("create database " + name);
    return SERVER.getDatabase("postgres", name);
  }

  static void execute(String sql) {
    try (var connection = dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void breakListeners() {
    execute(
        """
        select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'
        """);
  }

  static long number(String sql) {
    return new Jdbc(dataSource()::getConnection)
        .query(sql, statement -> {}, row -> row.getLong(1))
        .get(0);
  }
}
