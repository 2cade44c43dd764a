package dev.webhooks.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL of its own for a benchmark, as durable as in production. */
final class Database implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path directory;

  private Database(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static Database start() throws IOException {
    Path directory = Files.createTempDirectory("webhooks-bench");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("max_connections", "300")
            .start();
    requireDurable(server);
    return new Database(server, directory);
  }

  /** A figure of a database that may lose what it accepted would be worth nothing. */
  private static void requireDurable(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("show fsync")) {
      result.next();
      if (!result.getString(1).equals("on")) {
        throw new IllegalStateException("fsync is " + result.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An empty database and the URL to it. */
  String create(String name) throws SQLException {
    execute("drop database if exists " + name + " with (force)");
    execute("create database " + name);
    return url(name);
  }

  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name + "?user=postgres";
  }

  /** Microseconds of processor time of the server and all its backends so far. */
  long cpuMicros() throws IOException {
    String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0).trim();
    return Cpu.microsWithChildren(Long.parseLong(pid));
  }

  /** Bytes of write-ahead log so far. */
  long walBytes() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) {
      result.next();
      return result.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
