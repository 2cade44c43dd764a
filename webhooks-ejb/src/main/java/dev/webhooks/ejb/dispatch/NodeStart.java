package dev.webhooks.ejb.dispatch;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * How far the start of this node is. It needs nothing, so that it can be asked while the
 * application is still being deployed. Thread-safe.
 */
@ApplicationScoped
public class NodeStart {
  private volatile boolean done;

  /** Whether the database is migrated and the dispatcher runs. */
  public boolean isDone() {
    return done;
  }

  void finish() {
    done = true;
  }
}
