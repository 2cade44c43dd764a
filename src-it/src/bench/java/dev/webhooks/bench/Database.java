package dev.webhooks.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The PostgreSQL of a benchmark, as durable as in production: one of its own, or one that runs on
 * this machine already.
 */
final class Database implements AutoCloseable {
  private final String root;
  private final AutoCloseable server;
  private final long pid;
  private String current = "";

  private Database(String root, AutoCloseable server) throws SQLException {
    this.root = root;
    this.server = server;
    this.pid = firstProcess();
  }

  /**
   * Connects to the given one, or starts one.
   *
   * @param url of a superuser's database, {@code jdbc:postgresql://host:port/name?user=…}; empty
   *     for a server of its own with its files in a new directory below the next
   */
  static Database of(String url, Path parent) throws Exception {
    Database database = url.isEmpty() ? start(parent) : new Database(url, () -> {});
    database.requireDurable();
    return database;
  }

  private static Database start(Path parent) throws IOException, SQLException {
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "data");
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
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres", server);
  }

  /** What runs there, for the reader of its figures. */
  static String describe(String url) throws SQLException {
    return url.isEmpty()
        ? "the embedded PostgreSQL"
        : "PostgreSQL " + new Database(url, () -> {}).text("show server_version");
  }

  /** A figure of a database that may lose what it accepted would be worth nothing. */
  private void requireDurable() throws SQLException, IOException {
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      String value = text("select current_setting('" + setting + "')");
      if (!value.equals("on")) {
        throw new IllegalStateException(setting + " is " + value);
      }
    }
    Path directory = Path.of(text("show data_directory"));
    String type = Files.getFileStore(directory).type();
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      throw new IOException(directory + " is in memory: a commit there costs nothing");
    }
  }

  /** An empty database, the current one from now on, and the URL to it. */
  String create(String name) throws SQLException {
    current = "";
    execute("drop database if exists " + name + " with (force)");
    execute("create database " + name);
    current = name;
    return url();
  }

  /** The URL of the current database. */
  String url() {
    return current.isEmpty() ? root : root.replaceFirst("/[^/?]*([?]|$)", "/" + current + "$1");
  }

  /** A connection to the current database. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Microseconds of processor time of the server and all its backends so far. */
  long cpuMicros() {
    return Cpu.microsWithChildren(pid());
  }

  /** The server's first process, whose children do the work. */
  long pid() {
    return pid;
  }

  private long firstProcess() throws SQLException {
    return Long.parseLong(text("select pg_read_file('postmaster.pid')").lines().findFirst().get());
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
  public void close() throws Exception {
    server.close();
  }
}
