package dev.webhooks.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One peer in a process of its own: {@code name jdbcUrl receiverPort jobs}. Fills its queue, prints
 * {@code filled}, starts to drain at a line on standard input and ends at the end of the input.
 */
public final class PeerMain {
  private PeerMain() {}

  /** A peer: fill the queue, then drain it. */
  interface Peer extends AutoCloseable {
    void fill(int jobs, String body) throws Exception;

    void drain() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int threads = 50;
    var config = new HikariConfig();
    config.setJdbcUrl(args[1]);
    config.setUsername("postgres");
    config.setMaximumPoolSize(threads + 10);
    var dataSource = new HikariDataSource(config);
    var post = new SignedPost(Integer.parseInt(args[2]), threads);
    String body = "{\"pad\":\"" + "x".repeat(690) + "\"}";
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (Peer peer = peer(args[0], dataSource, post, threads)) {
      peer.fill(Integer.parseInt(args[3]), body);
      System.out.println("filled");
      input.readLine();
      peer.drain();
      while (input.readLine() != null) {
        // Drains in the background until the benchmark closes the input.
      }
    }
    System.exit(0);
  }

  private static Peer peer(String name, HikariDataSource db, SignedPost post, int threads)
      throws Exception {
    return switch (name) {
      case "db-scheduler" -> new DbSchedulerPeer(db, post, threads);
      case "jobrunr" -> new JobRunrPeer(db, post, threads);
      case "transaction-outbox" -> new TransactionOutboxPeer(db, post, threads);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
