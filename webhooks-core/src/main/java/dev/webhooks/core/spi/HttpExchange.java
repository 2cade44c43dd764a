package dev.webhooks.core.spi;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Timings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an {@link HttpCall}.
 *
 * @param result the answer or why there is none
 * @param timings where the time went
 * @param address the address that was dialled, null when none was
 * @param waited how long the call lay before this machine turned to it; part of the total
 */
public record HttpExchange(
    AttemptResult result, Timings timings, @Nullable String address, Duration waited) {

  /** One that did not wait. */
  public HttpExchange(AttemptResult result, Timings timings, @Nullable String address) {
    this(result, timings, address, Duration.ZERO);
  }
}
