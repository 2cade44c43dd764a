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
    crash();
    startAgain();
  }

  /** Ends it at once, as a crash does; returns when it is gone. */
  public void crash() {
    var process = postmaster();
    signal("QUIT", process.pid());
    process.onExit().join();
  }

  /** Starts it after {@link #crash} on the same port; returns when it answers. */
  public void startAgain() {
    try {
      int port = server.getPort();
      // There is nothing left to stop; it only lets go of the directory.
      server.close();
      server = builder().setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops all its processes where they are: connections stay open and are not answered. */
  public void freeze() {
    signalAll("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    signalAll("CONT");
  }

  private void signalAll(String signal) {
    var postmaster = postmaster();
    signal(signal, postmaster.pid());
    postmaster.descendants().forEach(process -> signal(signal, process.pid()));
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().onExit().join();
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
