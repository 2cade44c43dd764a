package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.Recovery;

/** Recoveries in the background: {@code /api/v1/recoveries}. Thread-safe. */
public final class Recoveries {
  private final ApiConnection api;

  Recoveries(ApiConnection api) {
    this.api = api;
  }

  /** How far it is; 404 if there is none. */
  public Recovery get(String id) {
    return api.get("recoveries/{id}").id(id).data(Recovery.class);
  }
}
