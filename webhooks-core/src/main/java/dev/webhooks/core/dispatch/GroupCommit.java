package dev.webhooks.core.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An intake for callers without a transaction of their own: requests that arrive together share one
 * append and one commit, which makes an event cost microseconds instead of a commit. Thread-safe.
 */
public final class GroupCommit implements AutoCloseable {
  private static final int MAX_EVENTS_PER_COMMIT = 500;

  /** So many events are worth a commit of their own while another one is under way. */
  private static final int WORTH_ANOTHER = 100;

  /** Fewer wait for it to end, but not for one that is stuck. */
  private static final long PATIENCE_WITH_ANOTHER = Duration.ofMillis(20).toNanos();

  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private final EventPublisher publisher;
  private final LongSupplier nanoTime;
  private final int capacity;
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private int waitingEvents;
  private int underWay;
  private boolean closed;

  /**
   * @param capacity events that may wait at once
   * @param committers how many commits may be under way at once; each takes a thread. More than one
   *     are when a hundred events wait, or when one takes longer than 20 ms
   */
  public GroupCommit(
      EventPublisher publisher,
      int capacity,
      int committers,
      ThreadFactory threads,
      LongSupplier nanoTime) {
    this.publisher = publisher;
    this.capacity = capacity;
    this.nanoTime = nanoTime;
    for (int i = 0; i < committers; i++) {
      threads.newThread(this::commitUntilClosed).start();
    }
  }

  /**
   * Publishes the events of one request, all or none.
   *
   * @return completes after the commit, on a thread that must not be blocked, with one result per
   *     event in order; exceptionally when the store failed
   * @throws IntakeFullException when too many events are waiting; nothing was taken
   */
  public CompletableFuture<List<Publication>> submit(List<EventToPublish> events) {
    Request request = new Request(events, nanoTime.getAsLong(), new CompletableFuture<>());
    synchronized (waiting) {
      if (closed || (waitingEvents > 0 && waitingEvents + events.size() > capacity)) {
        throw new IntakeFullException(waitingEvents);
      }
      waiting.add(request);
      waitingEvents += events.size();
      if (waiting.size() == 1 || isWorthACommit()) {
        waiting.notify();
      }
    }
    return request.result;
  }

  /** Takes nothing more; what waits is still committed. */
  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.notifyAll();
    }
  }

  private void commitUntilClosed() {
    List<Request> group = nextGroup();
    while (group != null) {
      try {
        commit(group);
      } finally {
        ended();
      }
      group = nextGroup();
    }
  }

  private @Nullable List<Request> nextGroup() {
    synchronized (waiting) {
      while (!isWorthACommit()) {
        if ((closed && waiting.isEmpty()) || !waitForMore()) {
          return null;
        }
      }
      underWay++;
      return takeGroup();
    }
  }

  private void ended() {
    synchronized (waiting) {
      underWay--;
    }
  }

  /**
   * Two small commits cost twice what one costs: what waits for the first makes a larger second.
   */
  private boolean isWorthACommit() {
    return !waiting.isEmpty()
        && (underWay == 0
            || waitingEvents >= WORTH_ANOTHER
            || nanoTime.getAsLong() - waiting.element().since >= PATIENCE_WITH_ANOTHER);
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
  private boolean waitForMore() {
    try {
      if (waiting.isEmpty()) {
        waiting.wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(waiting, PATIENCE_WITH_ANOTHER);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
      return false;
    }
  }

  private List<Request> takeGroup() {
    List<Request> group = new ArrayList<>();
    int events = 0;
    while (!waiting.isEmpty()
        && (group.isEmpty() || events + waiting.element().size() <= MAX_EVENTS_PER_COMMIT)) {
      Request request = waiting.remove();
      group.add(request);
      events += request.size();
    }
    waitingEvents -= events;
    return group;
  }

  private void commit(List<Request> group) {
    List<EventToPublish> events = new ArrayList<>();
    group.forEach(request -> events.addAll(request.events));
    try {
      complete(group, publisher.publish(events));
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: without this thread nobody's request would be answered.
      commitSingly(group, e);
    }
  }

  /** One bad request must not fail its neighbours. */
  private void commitSingly(List<Request> group, Throwable failure) {
    if (group.size() == 1) {
      group.get(0).result.completeExceptionally(failure);
      return;
    }
    long start = nanoTime.getAsLong();
    for (Request request : group) {
      if (nanoTime.getAsLong() - start > PATIENCE) {
        // The store is away, not one request bad: the rest would only wait as long again.
        request.result.completeExceptionally(failure);
      } else {
        commit(List.of(request));
      }
    }
  }

  private static void complete(List<Request> group, List<Publication> results) {
    int from = 0;
    for (Request request : group) {
      int to = from + request.size();
      request.result.complete(List.copyOf(results.subList(from, to)));
      from = to;
    }
  }

  /** Thrown when events arrive faster than they can be stored. */
  public static final class IntakeFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With how many events were waiting. */
    IntakeFullException(int waitingEvents) {
      super(waitingEvents + " events are waiting to be stored");
    }
  }

  private record Request(
      List<EventToPublish> events, long since, CompletableFuture<List<Publication>> result) {
    int size() {
      return events.size();
    }
  }
}
