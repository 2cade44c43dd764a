package dev.webhooks.core.model;

import java.util.Optional;

/** A condition on an event's content. Pure and thread-safe. */
@FunctionalInterface
public interface EventFilter {
  /** Takes every event. */
  EventFilter ALL = event -> true;

  /** Whether the event is taken. */
  boolean matches(Event event);

  /**
   * The part of the condition that the event does not satisfy, for people to read; empty when the
   * event is taken, or when the condition has no parts to name.
   */
  default Optional<String> failedClause(Event event) {
    return Optional.empty();
  }
}
