package dev.webhooks.core.model;

/** A condition on an event's content. Pure and thread-safe. */
@FunctionalInterface
public interface EventFilter {
  /** Takes every event. */
  EventFilter ALL = event -> true;

  /** Whether the event is taken. */
  boolean matches(Event event);
}
