package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Face;
import dev.webhooks.core.retry.RetrySchedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the installation decides where a tenant's settings say nothing.
 *
 * @param transactionRetries of the SePay face
 * @param eventRetries of the EPaySe face
 * @param timeout the total deadline of an attempt
 * @param endpointsPerTenant of the EPaySe face
 * @param verifyOwnership whether every new target of the EPaySe face must answer a challenge
 */
public record EndpointDefaults(
    RetrySchedule transactionRetries,
    RetrySchedule eventRetries,
    Duration timeout,
    int endpointsPerTenant,
    boolean verifyOwnership) {

  /** The faces' own rules: 30 s, 10 endpoints. */
  public static final EndpointDefaults STANDARD =
      new EndpointDefaults(
          RetrySchedule.SEPAY, RetrySchedule.EPAYSE, Duration.ofSeconds(30), 10, false);

  /** The schedule of an endpoint; the face's jitter and age limit hold for its own delays too. */
  RetrySchedule schedule(Face face, @Nullable List<Duration> delays) {
    RetrySchedule standard = face == Face.SEPAY ? transactionRetries : eventRetries;
    return delays == null
        ? standard
        : new RetrySchedule(delays, standard.jitter(), standard.maxAge());
  }
}
