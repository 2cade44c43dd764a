package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.util.List;

/**
 * Watches what a {@link Dispatcher} does, for health, statistics and operational events. Called
 * after the commit, so a crash between the two loses the call; an exception is logged and ignored.
 */
@FunctionalInterface
public interface DispatchListener {
  /** Watches nothing. */
  DispatchListener NONE = outcomes -> {};

  /** A batch was recorded. Called on a background thread; may block, which slows recording. */
  void recorded(List<Outcome> outcomes);

  /**
   * What was recorded of one delivery.
   *
   * @param endpoint as it was when the attempt was made
   * @param item the attempt and the decision
   * @param recorded what the store did with it; never {@code REFUSED}
   */
  record Outcome(Endpoint endpoint, RecordItem item, Recorded recorded) {}
}
