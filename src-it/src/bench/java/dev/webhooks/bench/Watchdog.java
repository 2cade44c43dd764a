package dev.webhooks.bench;

import java.time.Duration;
import java.util.Set;

/** Ends the processes of a scenario that hangs, so that the scenario fails and the next begins. */
final class Watchdog implements AutoCloseable {
  private final Thread thread;

  private Watchdog(Thread thread) {
    this.thread = thread;
  }

  /** Bites those that are started from now on. */
  static Watchdog after(Duration limit) {
    Set<Process> before = Child.alive();
    var thread = new Thread(() -> bite(limit, before), "watchdog");
    thread.setDaemon(true);
    thread.start();
    return new Watchdog(thread);
  }

  private static void bite(Duration limit, Set<Process> spared) {
    try {
      Thread.sleep(limit.toMillis());
    } catch (InterruptedException calledOff) {
      return;
    }
    Child.alive().stream()
        .filter(process -> !spared.contains(process))
        .forEach(Process::destroyForcibly);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
