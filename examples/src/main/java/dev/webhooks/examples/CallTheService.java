package dev.webhooks.examples;

import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventRequest;
import jakarta.json.Json;
import java.net.URI;

/** Registers an endpoint and publishes an event through the REST API. */
public final class CallTheService {
  private CallTheService() {}

  /**
   * @param args the service's address, such as {@code http://127.0.0.1:8080/}, an access token, and
   *     the receiver's URL
   */
  public static void main(String[] args) {
    try (var client =
        WebhooksClient.builder().baseUri(URI.create(args[0])).token(() -> args[1]).build()) {
      var endpoint =
          client
              .endpoints()
              .create(
                  EndpointRequest.builder()
                      .url(args[2])
                      .eventTypes("payment.*")
                      .livemode(false)
                      .build());
      System.out.println("endpoint " + endpoint.id() + " signs with " + endpoint.secret());
      var payment = Json.createObjectBuilder().add("amount", 10_000).build();
      var published = client.events().publish(EventRequest.test("payment.succeeded", payment));
      System.out.println("event " + published.id() + " goes to " + published.deliveries());
    }
  }
}
