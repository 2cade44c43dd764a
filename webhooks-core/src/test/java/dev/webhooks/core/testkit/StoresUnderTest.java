package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.ShardLeases;

/** The stores of one database that starts empty, for the contract suites. */
public interface StoresUnderTest {
  EventStore events();

  DeliveryQueue queue();

  ShardLeases leases();

  DeliveryLog log();

  EventLog eventLog();

  DeliveryControl control();

  Retention retention();

  /**
   * Runs a body in a transaction of this thread that the stores join: committed when it returns,
   * rolled back when it throws.
   */
  void inTransaction(Runnable body);
}
