package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.Recovery;
import java.util.List;

/** Recoveries in the background: {@code /api/v1/recoveries}. Thread-safe. */
public final class Recoveries {
  private final ApiConnection api;

  Recoveries(ApiConnection api) {
    this.api = api;
  }

  /** The newest ones of the tenant, newest first. */
  public List<Recovery> list() {
    return api.get("recoveries").send().list(Recovery.class);
  }

  /** The newest ones of an endpoint or webhook, newest first. */
  public List<Recovery> ofEndpoint(long endpointId) {
    return api.get("recoveries").query("endpoint", endpointId).send().list(Recovery.class);
  }

  /** How far it is; 404 if there is none. */
  public Recovery get(String id) {
    return api.get("recoveries/{id}").id(id).data(Recovery.class);
  }

  /**
   * Ends it before its time; what it put back into the queue until now is sent. 409 if it is over.
   */
  public Recovery cancel(String id) {
    return api.post("recoveries/{id}/cancel").id(id).data(Recovery.class);
  }
}
