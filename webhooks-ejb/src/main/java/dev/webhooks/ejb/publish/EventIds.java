package dev.webhooks.ejb.publish;

/** Makes event ids that were never made before. Thread-safe. */
@FunctionalInterface
public interface EventIds {

  /** The next id: {@code evt_} and a ULID. */
  String next();
}
