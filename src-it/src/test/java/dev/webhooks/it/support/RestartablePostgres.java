package dev.webhooks.it.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL of its own that a test can crash and start again. */
public final class RestartablePostgres implements AutoCloseable {

  private final Path directory;
  private EmbeddedPostgres server;

  private RestartablePostgres(Path directory) throws IOException {
    this.directory = directory;
    this.server = builder().start();
  }

  /** One that keeps what it has committed, as in production. */
  public static RestartablePostgres start() {
    try {
      return new RestartablePostgres(Files.createTempDirectory("webhooks-restart"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100");
  }

  /** The address of its database, user included. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
  }

  /** Cuts every connection but the one that does so. */
  public void cutConnections() {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Crashes it and starts it on the same port; returns when it answers. */
  public void restart() {
    try {
      int port = server.getPort();
      long postmaster =
          Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
      var process = ProcessHandle.of(postmaster).orElseThrow();
      new ProcessBuilder("sh", "-c", "kill -QUIT " + postmaster).start().onExit().join();
      process.onExit().join();
      // There is nothing left to stop; it only lets go of the directory.
      server.close();
      server = builder().setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
