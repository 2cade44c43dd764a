package dev.webhooks.ejb.rotation;

import dev.webhooks.ejb.endpoint.OlderKeys.Step;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * One pass over the endpoints under older keys, in small steps that are committed one by one. Ends
 * early when it is told to: the next pass finds what is left.
 */
final class KeyRotationRun {
  private final LongFunction<Step> steps;
  private final BooleanSupplier mayGoOn;

  /**
   * @param steps makes the step after an id
   */
  KeyRotationRun(LongFunction<Step> steps, BooleanSupplier mayGoOn) {
    this.steps = steps;
    this.mayGoOn = mayGoOn;
  }

  /** Returns how many endpoints are under the current key now that were not before. */
  long run() {
    long renewed = 0;
    Step last = new Step(0, 0);
    do {
      last = steps.apply(last.lastId());
      renewed += last.renewed();
    } while (last.lastId() > 0 && mayGoOn.getAsBoolean());
    return renewed;
  }
}
