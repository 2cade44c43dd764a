package dev.webhooks.war.api;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog.Statistics;
import dev.webhooks.core.spi.DeliveryLog.Statistics.Interval;
import dev.webhooks.ejb.delivery.DeliveryService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the deliveries of an endpoint or webhook went. */
@Path("endpoints/{id}/stats")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private static final Duration DEFAULT = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration BY_HOUR = Duration.ofDays(3);

  private final Caller caller;
  private final DeliveryService deliveries;
  private final InstantSource clock;

  @Inject
  StatisticsResource(Caller caller, DeliveryService deliveries, InstantSource clock) {
    this.caller = caller;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id, @Context UriInfo uri) {
    long endpoint = PathId.parse(id, EndpointsResource.KIND);
    deliveries.requireEndpoint(caller.tenant(), endpoint);
    Query query = new Query(uri.getQueryParameters());
    Instant to = Objects.requireNonNullElseGet(query.instant("to"), clock::instant);
    Instant from = Objects.requireNonNullElseGet(query.instant("from"), () -> to.minus(DEFAULT));
    Duration length = Duration.between(from, to);
    if (length.isNegative() || length.compareTo(LONGEST) > 0) {
      query.errors().add("from", "must be before to, at most 366 days");
    }
    query.errors().throwIfAny();
    Interval by = length.compareTo(BY_HOUR) <= 0 ? Interval.HOUR : Interval.DAY;
    return Answers.data(toJson(deliveries.statistics(caller.tenant(), endpoint, from, to, by), by));
  }

  static JsonObject toJson(Statistics statistics, Interval by) {
    Map<DeliveryStatus, Long> counts = new EnumMap<>(DeliveryStatus.class);
    JsonArrayBuilder buckets = Json.array();
    for (Statistics.Bucket bucket : statistics.buckets()) {
      bucket.counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
      buckets.add(
          Json.object()
              .add("from", bucket.start().toString())
              .add("counts", counts(bucket.counts())));
    }
    JsonObjectBuilder json = Json.object().add("counts", counts(counts));
    successRate(json, counts);
    latency(json, statistics.latencies());
    return json.add("interval", by == Interval.HOUR ? "hour" : "day")
        .add("buckets", buckets)
        .build();
  }

  private static JsonObjectBuilder counts(Map<DeliveryStatus, Long> counts) {
    JsonObjectBuilder json = Json.object();
    for (DeliveryStatus status : DeliveryStatus.values()) {
      json.add(DeliveryAnswer.name(status), counts.getOrDefault(status, 0L));
    }
    return json;
  }

  /** Of those that succeeded or failed; what was cancelled says nothing about the receiver. */
  private static void successRate(JsonObjectBuilder json, Map<DeliveryStatus, Long> counts) {
    long succeeded = counts.getOrDefault(DeliveryStatus.SUCCEEDED, 0L);
    long ended = succeeded + counts.getOrDefault(DeliveryStatus.FAILED, 0L);
    if (ended == 0) {
      json.addNull("success_rate");
    } else {
      json.add("success_rate", Math.round(10_000.0 * succeeded / ended) / 10_000.0);
    }
  }

  private static void latency(JsonObjectBuilder json, Statistics.@Nullable Latencies latencies) {
    if (latencies == null) {
      json.addNull("latency");
    } else {
      json.add(
          "latency",
          Json.object()
              .add("p50", latencies.p50().toMillis())
              .add("p95", latencies.p95().toMillis())
              .add("p99", latencies.p99().toMillis()));
    }
  }
}
