package dev.webhooks.jaxrs.client;

import java.time.Duration;

/** Lets time pass. */
interface Pause {
  /** Blocks for this long. */
  void pause(Duration duration) throws InterruptedException;
}
