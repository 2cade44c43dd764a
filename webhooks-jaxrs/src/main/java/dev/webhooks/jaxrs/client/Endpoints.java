package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.internal.Secret;
import dev.webhooks.jaxrs.client.model.CreatedEndpoint;
import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EndpointStatistics;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Recovery;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import dev.webhooks.jaxrs.client.model.StatisticsQuery;
import dev.webhooks.jaxrs.client.model.Verification;
import dev.webhooks.jaxrs.client.model.Versioned;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Endpoints for signed events: {@code /api/v1/endpoints}. {@link #enable}, {@link #disable}, {@link
 * #rotateSecret(long, Duration)}, {@link #test}, {@link #recover} and {@link #statistics(long,
 * StatisticsQuery)} take a webhook's id too. Thread-safe.
 */
public final class Endpoints {
  private static final String ONE = "endpoints/{id}";

  private final ApiConnection api;

  Endpoints(ApiConnection api) {
    this.api = api;
  }

  /** A page of the endpoints that match, newest first. */
  public Page<Endpoint> list(EndpointQuery query) {
    return api.get("endpoints")
        .query("url", query.url())
        .query("enabled", query.enabled())
        .query("page", query.page())
        .query("limit", query.limit())
        .send()
        .page(Endpoint.class, query.page());
  }

  /**
   * All endpoints that match, newest first, from the query's page on; the next page is asked for
   * when it is reached. One that is created or deleted meanwhile moves the others: somebody may
   * come twice or not at all.
   */
  public Stream<Endpoint> stream(EndpointQuery query) {
    return Pages.items(page -> list(query.atPage(page)), query.page());
  }

  /** The endpoint; 404 if there is none. */
  public Endpoint get(long id) {
    return api.get(ONE).id(id).data(Endpoint.class);
  }

  /** The endpoint with its version, for {@link #update(Versioned, EndpointRequest)}. */
  public Versioned<Endpoint> getVersioned(long id) {
    return api.get(ONE).id(id).send().versioned(Endpoint.class);
  }

  /** Creates an endpoint and returns its id and secret. */
  public CreatedEndpoint create(EndpointRequest request) {
    return api.post("endpoints").body(request).data(CreatedEndpoint.class);
  }

  /** Changes the given fields, whatever has been changed meanwhile. */
  public void update(long id, EndpointRequest changes) {
    api.patch(ONE).id(id).body(changes).send();
  }

  /** Changes the given fields; 412 if the endpoint was changed since it was read. */
  public void update(Versioned<Endpoint> read, EndpointRequest changes) {
    api.patch(ONE).id(read.value().id()).ifMatch(read.etag()).body(changes).send();
  }

  /**
   * Gives fields their defaults again, which takes a rate limit or a filter away.
   *
   * @param fields as the API document names them, such as {@code rate_limit}
   */
  public void restoreDefaults(long id, String... fields) {
    JsonObjectBuilder changes = Json.createObjectBuilder();
    for (String field : fields) {
      changes.addNull(field);
    }
    api.patch(ONE).id(id).body(changes.build()).send();
  }

  /** Deletes it and cancels what is pending; its log stays readable. */
  public void delete(long id) {
    api.delete(ONE).id(id).send();
  }

  /** Deletes it; 412 if it was changed since it was read. */
  public void delete(Versioned<Endpoint> read) {
    api.delete(ONE).id(read.value().id()).ifMatch(read.etag()).send();
  }

  /** Sends it events again from now on. */
  public void enable(long id) {
    api.post("endpoints/{id}/enable").id(id).send();
  }

  /** Sends it nothing more and cancels what is pending. */
  public void disable(long id) {
    api.post("endpoints/{id}/disable").id(id).send();
  }

  /** Its signing secret, {@code whsec_…}. */
  public String secret(long id) {
    return api.get("endpoints/{id}/secret").id(id).data(Secret.class).secret();
  }

  /**
   * Makes a new signing secret and returns it.
   *
   * @param overlap how long both sign, 0 to 7 days, in whole seconds
   */
  public String rotateSecret(long id, Duration overlap) {
    return rotate(id, Map.of("overlap_seconds", overlap.toSeconds()));
  }

  /** Replaces the signing secret by one of one's own; see the other method. */
  public String rotateSecret(long id, Duration overlap, String secret) {
    return rotate(id, Map.of("overlap_seconds", overlap.toSeconds(), "secret", secret));
  }

  private String rotate(long id, Map<String, Object> request) {
    return api.post("endpoints/{id}/secret/rotate")
        .id(id)
        .body(request)
        .data(Secret.class)
        .secret();
  }

  /** Sends a test event (to a webhook: a sample transaction) and returns the attempt. */
  public DeliveryAttempt test(long id) {
    return api.post("endpoints/{id}/test").id(id).body(Map.of()).data(DeliveryAttempt.class);
  }

  /** Sends a challenge, which verifies the endpoint if its receiver answers it. */
  public Verification verify(long id) {
    return api.post("endpoints/{id}/verify").id(id).body(Map.of()).data(Verification.class);
  }

  /** Sends deliveries again, in the background; see {@link Recoveries#get}. */
  public Recovery recover(long id, RecoveryRequest request) {
    return api.post("endpoints/{id}/recover").id(id).body(request).data(Recovery.class);
  }

  /** How all deliveries of the tenant went in this stretch of time. */
  public EndpointStatistics statistics(StatisticsQuery query) {
    return statistics(api.get("stats"), query);
  }

  /** How its deliveries went in this stretch of time. */
  public EndpointStatistics statistics(long id, StatisticsQuery query) {
    return statistics(api.get("endpoints/{id}/stats").id(id), query);
  }

  private static EndpointStatistics statistics(ApiCall call, StatisticsQuery query) {
    return call.query("from", query.from())
        .query("to", query.to())
        .query("interval", query.interval())
        .data(EndpointStatistics.class);
  }
}
