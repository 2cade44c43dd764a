package dev.webhooks.ejb.endpoint;

/** Hears of every change of an endpoint, inside its transaction. */
@FunctionalInterface
public interface EndpointChanges {

  /**
   * @param type such as {@code endpoint.created}
   * @param endpoint as it is now
   */
  void happened(String type, EndpointRecord endpoint);
}
