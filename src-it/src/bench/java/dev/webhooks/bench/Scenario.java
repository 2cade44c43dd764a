package dev.webhooks.bench;

/** Something to measure. */
interface Scenario {
  /** Measures once and reports. */
  void measure(Run run) throws Exception;
}
