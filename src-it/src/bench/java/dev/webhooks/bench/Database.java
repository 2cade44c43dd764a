package dev.webhooks.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL of its own for a benchmark, as durable as in production. */
final class Database implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path directory;
  private String current = "postgres";

  private Database(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /** Starts one with its files in a new directory below this one. */
  static Database start(Path parent) throws IOException, SQLException {
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "data");
    requireDisk(directory);
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
    var database = new Database(server, directory);
    database.requireDurable();
    return database;
  }

  private static void requireDisk(Path directory) throws IOException {
    String type = Files.getFileStore(directory).type();
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      throw new IOException(directory + " is in memory: a commit there costs nothing");
    }
  }

  /** A figure of a database that may lose what it accepted would be worth nothing. */
  private void requireDurable() throws SQLException {
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      String value = text("select current_setting('" + setting + "')");
      if (!value.equals("on")) {
        throw new IllegalStateException(setting + " is " + value);
      }
    }
  }

  /** An empty database, the current one from now on, and the URL to it. */
  String create(String name) throws SQLException {
    current = "postgres";
    execute("drop database if exists " + name + " with (force)");
    execute("create database " + name);
    current = name;
    return url();
  }

  /** The URL of the current database. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + current + "?user=postgres";
  }

  /** A connection to the current database. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Microseconds of processor time of the server and all its backends so far. */
  long cpuMicros() throws IOException {
    return Cpu.microsWithChildren(pid());
  }

  /** The server's first process, whose children do the work. */
  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0).trim());
  }

  /** Bytes of write-ahead log so far. */
  long walBytes() throws SQLException {
    return number("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
