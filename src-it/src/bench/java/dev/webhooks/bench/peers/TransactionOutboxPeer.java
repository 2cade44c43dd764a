package dev.webhooks.bench.peers;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** transaction-outbox, scheduled in large transactions, drained by flushing in large batches. */
final class TransactionOutboxPeer implements PeerMain.Peer {
  private static volatile SignedPost post;

  private final ThreadLocalContextTransactionManager transactions;
  private final TransactionOutbox outbox;
  private volatile boolean draining;
  private boolean started;

  TransactionOutboxPeer(DataSource db, SignedPost signedPost, int threads) {
    post = signedPost;
    transactions = TransactionManager.fromDataSource(db);
    var pool =
        new ThreadPoolExecutor(
            threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(16_384));
    Submitter submitter = ExecutorSubmitter.builder().executor(pool).build();
    outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> new Delivery()))
            .submitter(
                (entry, work) -> {
                  // While filling, jobs only go to the table: the run measures draining.
                  if (draining) {
                    submitter.submit(entry, work);
                  }
                })
            .attemptFrequency(Duration.ofSeconds(30))
            .flushBatchSize(8_192)
            .build();
  }

  @Override
  public void fill(int jobs, String body) {
    for (int from = 0; from < jobs; from += 1000) {
      int first = from;
      transactions.inTransaction(
          () -> {
            for (int i = first; i < Math.min(jobs, first + 1000); i++) {
              outbox.schedule(Delivery.class).deliver(i, body);
            }
          });
    }
  }

  @Override
  public void drain() throws Exception {
    // What was just scheduled counts as attempted now; make it due at once.
    transactions.inTransactionThrows(
        tx -> {
          try (var statement = tx.connection().createStatement()) {
            statement.execute("update TXNO_OUTBOX set nextAttemptTime = now() - interval '1 hour'");
          }
        });
    draining = true;
    started = true;
    var flusher =
        new Thread(
            () -> {
              while (draining) {
                if (!outbox.flush()) {
                  java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
              }
            },
            "flusher");
    flusher.setDaemon(true);
    flusher.start();
  }

  @Override
  public void close() {
    draining = !started;
  }

  /** What is scheduled. */
  public static class Delivery {
    public void deliver(int endpoint, String body) {
      post.send(endpoint, body);
    }
  }
}
