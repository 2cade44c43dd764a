package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.ejb.endpoint.JpaEndpointStore;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Retry;

/** The managed endpoints, with repetitions while the database is away for a moment. */
@Dependent
public class GuardedEndpointStore implements EndpointStore {
  private final JpaEndpointStore endpoints;

  @Inject
  GuardedEndpointStore(JpaEndpointStore endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  @Retry(maxRetries = 2, delay = 100, jitter = 50, retryOn = StoreTrouble.class)
  public List<Endpoint> changedAfter(long version) {
    return StoreTrouble.telling(() -> endpoints.changedAfter(version));
  }

  @Override
  @Retry(maxRetries = 2, delay = 100, jitter = 50, retryOn = StoreTrouble.class)
  public boolean disable(long endpointId, DisableReason reason) {
    return StoreTrouble.telling(() -> endpoints.disable(endpointId, reason));
  }
}
