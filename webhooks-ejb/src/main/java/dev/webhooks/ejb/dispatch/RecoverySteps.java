package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.operation.RecoveryWorker;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.RecoveryStore;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Gives every step of a recovery a transaction of its own. Thread-safe; blocks. */
@Dependent
@Transactional(TxType.REQUIRES_NEW)
public class RecoverySteps {
  private static final int BATCH = 200;

  private final RecoveryWorker worker;

  @Inject
  RecoverySteps(
      RecoveryStore recoveries,
      DeliveryControl control,
      EndpointDirectory endpoints,
      CallerTransaction transaction,
      Dispatcher dispatcher) {
    this.worker =
        new RecoveryWorker(
            recoveries, control, endpoints, transaction, dispatcher::announce, BATCH);
  }

  /** Makes one step; false when there is nothing to recover. */
  public boolean take() {
    return worker.step();
  }
}
