package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.DispatchListener;
import java.util.List;

/**
 * Several listeners as one, called in their order.
 *
 * @param listeners none of which throws
 */
public record Listeners(List<DispatchListener> listeners) implements DispatchListener {
  @Override
  public void recorded(List<Outcome> outcomes) {
    listeners.forEach(listener -> listener.recorded(outcomes));
  }
}
