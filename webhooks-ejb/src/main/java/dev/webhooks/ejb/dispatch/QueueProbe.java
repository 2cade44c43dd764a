package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Whether the database answers, and how far behind the queue is. One thread asks at a time; whoever
 * wants to know meanwhile waits for the same answer, and nobody for long: a database that hangs
 * keeps none of those who would tell of it. First asked by the {@link DispatcherLifecycle}, which
 * makes it and its managed thread inside the application; Payara asks for health from elsewhere.
 * Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class QueueProbe {
  private static final Logger LOG = System.getLogger(QueueProbe.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Supplier<Duration> overdue;
  private Executor executor;
  private Duration patience;
  private CompletableFuture<Duration> question;

  /** For the client proxy. */
  protected QueueProbe() {}

  @Inject
  QueueProbe(
      DeliveryQueue queue,
      EndpointDirectory directory,
      @WebhooksDatabase ManagedThreadFactory threads) {
    this(
        () -> queue.oldestOverdue(directory.unverified()),
        Executors.newSingleThreadExecutor(threads),
        PATIENCE);
  }

  QueueProbe(Supplier<Duration> overdue, Executor executor, Duration patience) {
    this.overdue = overdue;
    this.executor = executor;
    this.patience = patience;
    this.question = CompletableFuture.completedFuture(Duration.ZERO);
  }

  /**
   * How long the longest overdue delivery of all nodes has waited; empty when the database does not
   * answer, which is logged. Blocks for three seconds at most.
   */
  public Optional<Duration> findOldestOverdue() {
    try {
      return Optional.of(question().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return unanswered(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return unanswered("nothing within " + patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered("interrupted");
    }
  }

  private synchronized CompletableFuture<Duration> question() {
    if (question.isDone()) {
      question = CompletableFuture.supplyAsync(overdue, executor);
    }
    return question;
  }

  @PreDestroy
  void stop() {
    if (executor instanceof ExecutorService thread) {
      thread.shutdownNow();
    }
  }

  private static Optional<Duration> unanswered(String why) {
    LOG.log(Level.WARNING, "The database does not answer: {0}", why);
    return Optional.empty();
  }
}
