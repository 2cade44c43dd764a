package dev.webhooks.it.support;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that begin together, each on a thread of its own. */
public final class AtOnce {

  private AtOnce() {}

  /** Begins all calls at the same moment and returns their results in order. */
  public static <T> List<T> call(List<Callable<T>> calls) {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try {
      List<Future<T>> results =
          calls.stream()
              .map(
                  call ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call.call();
                          }))
              .toList();
      return results.stream().map(AtOnce::result).toList();
    } finally {
      threads.shutdown();
    }
  }

  /** An action as a call without a result worth having. */
  public static Callable<Boolean> running(Runnable action) {
    return () -> {
      action.run();
      return true;
    };
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
