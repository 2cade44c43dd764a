package dev.webhooks.war.api;

import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.operation.StatisticsReport;
import dev.webhooks.core.operation.StatisticsReport.Bucket;
import dev.webhooks.core.operation.StatisticsReport.Counts;
import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.war.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.OptionalLong;

/** Writes statistics. Pure. */
final class StatisticsAnswer {
  private StatisticsAnswer() {}

  static JsonObject of(StatisticsReport report, Interval interval) {
    JsonArrayBuilder buckets = Json.array();
    for (Bucket bucket : report.buckets()) {
      buckets.add(
          withRate(
              Json.object()
                  .add("from", bucket.start().toString())
                  .add("counts", counts(bucket.counts()))
                  .add("attempts", bucket.counts().attempts()),
              bucket.counts()));
    }
    JsonObjectBuilder json =
        Json.object()
            .add("interval", DeliveryAnswer.name(interval))
            .add("counts", counts(report.total()))
            .add("attempts", report.total().attempts());
    addLatency(withRate(json, report.total()), report.latencies());
    return json.add("buckets", buckets).build();
  }

  private static JsonObjectBuilder counts(Counts counts) {
    return Json.object()
        .add("succeeded", counts.succeeded())
        .add("failed", counts.failed())
        .add("cancelled", counts.cancelled());
  }

  private static JsonObjectBuilder withRate(JsonObjectBuilder json, Counts counts) {
    return counts.successRate().isEmpty()
        ? json.addNull("success_rate")
        : json.add(
            "success_rate", Math.round(10_000 * counts.successRate().getAsDouble()) / 10_000.0);
  }

  private static void addLatency(JsonObjectBuilder json, LatencyHistogram latencies) {
    if (latencies.percentile(1).isEmpty()) {
      json.addNull("latency");
    } else {
      json.add(
          "latency",
          Json.object()
              .add("p50", millis(latencies.percentile(0.5)))
              .add("p95", millis(latencies.percentile(0.95)))
              .add("p99", millis(latencies.percentile(0.99))));
    }
  }

  /** Rounded up: no attempt took no time. */
  private static long millis(OptionalLong micros) {
    return (micros.orElse(0) + 999) / 1_000;
  }
}
