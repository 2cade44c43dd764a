package dev.webhooks.war.metrics;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherStats;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.operation.AttemptTotals;
import dev.webhooks.core.operation.AttemptTotals.Totals;
import dev.webhooks.core.operation.PublishedTotals;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.dispatch.QueueProbe;
import dev.webhooks.ejb.rotation.KeyRotation;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** This node's numbers: what it did since it started and what it holds now. No tenant is named. */
@Dependent
class Metrics {
  private final Settings settings;
  private final PublishedTotals published;
  private final AttemptTotals attempts;
  private final Dispatcher dispatcher;
  private final QueueProbe probe;
  private final KeyRotation rotation;

  @Inject
  Metrics(
      Settings settings,
      PublishedTotals published,
      AttemptTotals attempts,
      Dispatcher dispatcher,
      QueueProbe probe,
      KeyRotation rotation) {
    this.settings = settings;
    this.published = published;
    this.attempts = attempts;
    this.dispatcher = dispatcher;
    this.probe = probe;
    this.rotation = rotation;
  }

  /** All of them; empty when the installation does not show any. */
  Optional<String> read() {
    if (!settings.metrics()) {
      return Optional.empty();
    }
    PrometheusText text = new PrometheusText();
    writePublished(text);
    writeAttempts(text, attempts.totals());
    writeDispatcher(text, dispatcher.stats());
    writeDatabase(text);
    rotation
        .findUnderOlderKeys()
        .ifPresent(
            count ->
                text.gauge(
                    "webhooks_endpoints_under_older_keys",
                    "Endpoints whose secrets are encrypted under an older key.",
                    count));
    return Optional.of(text.toString());
  }

  private void writePublished(PrometheusText text) {
    text.counter(
            "webhooks_events_published_total",
            "Events published here that are owed to somebody.",
            published.events())
        .counter(
            "webhooks_deliveries_published_total",
            "Deliveries owed of them.",
            published.deliveries());
  }

  private static void writeAttempts(PrometheusText text, Totals totals) {
    text.counter(
            "webhooks_attempts_total",
            "Attempts recorded, by result: succeeded, or what went wrong.",
            "result",
            byResult(totals))
        .counter(
            "webhooks_deliveries_settled_total",
            "Deliveries that ended, by status.",
            "status",
            byStatus(totals.settled()))
        .histogram(
            "webhooks_attempt_duration_seconds",
            "From the start of an attempt to its end.",
            AttemptTotals.BOUNDS,
            totals.durations(),
            totals.total());
  }

  private static void writeDispatcher(PrometheusText text, DispatcherStats stats) {
    text.counter(
            "webhooks_attempts_started_total", "Attempts begun, recorded or not.", stats.sent())
        .counter(
            "webhooks_outcomes_refused_total",
            "Outcomes not recorded because another node had taken over.",
            stats.refused())
        .gauge("webhooks_attempts_in_flight", "Attempts under way.", stats.inFlight())
        .gauge(
            "webhooks_deliveries_buffered",
            "Deliveries in memory that wait for their turn.",
            stats.buffered())
        .gauge(
            "webhooks_endpoints_active",
            "Endpoints with something in memory or a known retry.",
            stats.lanes())
        .gauge("webhooks_shards_owned", "Shards of 64 that this node sends for.", stats.shards());
  }

  private void writeDatabase(PrometheusText text) {
    Optional<Duration> overdue = probe.findOldestOverdue();
    overdue.ifPresent(
        age ->
            text.gauge(
                "webhooks_oldest_overdue_seconds",
                "How long the longest overdue delivery of all nodes has waited.",
                age.toSeconds()));
    text.gauge(
        "webhooks_database_up",
        "1 when the database answers, otherwise 0.",
        overdue.isPresent() ? 1 : 0);
  }

  private static Map<String, Long> byResult(Totals totals) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("succeeded", totals.succeeded());
    for (Map.Entry<ErrorClass, Long> failed : totals.failed().entrySet()) {
      parts.put(failed.getKey().wireName(), failed.getValue());
    }
    return parts;
  }

  private static Map<String, Long> byStatus(Map<DeliveryStatus, Long> settled) {
    Map<String, Long> parts = new LinkedHashMap<>();
    settled.forEach((status, count) -> parts.put(status.name().toLowerCase(Locale.ROOT), count));
    return parts;
  }
}
