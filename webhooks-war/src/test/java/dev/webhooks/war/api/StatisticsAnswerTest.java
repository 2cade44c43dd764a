package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.operation.StatisticsReport;
import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.core.spi.StatisticsStore.Hour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsAnswerTest {
  private static final Instant EIGHT = Instant.parse("2026-01-15T08:00:00Z");

  @Test
  void statistics_tell_counts_rate_latency_and_buckets() {
    long[] latencies = new long[LatencyHistogram.BUCKETS];
    latencies[LatencyHistogram.bucketOf(5_300)] = 4;
    var hour = new Hour(1, EIGHT, 2, 1, 0, 4, LatencyHistogram.of(latencies));

    var json =
        StatisticsAnswer.of(StatisticsReport.of(List.of(hour), Interval.HOUR), Interval.HOUR);

    assertThat(json)
        .hasToString(
            "{\"interval\":\"hour\",\"counts\":{\"succeeded\":2,\"failed\":1,\"cancelled\":0},"
                + "\"attempts\":4,\"success_rate\":0.6667,"
                + "\"latency\":{\"p50\":6,\"p95\":6,\"p99\":6},"
                + "\"buckets\":[{\"from\":\"2026-01-15T08:00:00Z\","
                + "\"counts\":{\"succeeded\":2,\"failed\":1,\"cancelled\":0},"
                + "\"attempts\":4,\"success_rate\":0.6667}]}");
  }

  @Test
  void where_nothing_happened_there_is_neither_rate_nor_latency() {
    assertThat(StatisticsAnswer.of(StatisticsReport.of(List.of(), Interval.DAY), Interval.DAY))
        .hasToString(
            "{\"interval\":\"day\",\"counts\":{\"succeeded\":0,\"failed\":0,\"cancelled\":0},"
                + "\"attempts\":0,\"success_rate\":null,\"latency\":null,\"buckets\":[]}");
  }

  @Test
  void a_recovery_tells_how_far_it_is() {
    var recovery =
        new Recovery(
            7,
            "acme",
            31,
            DeliveryStatus.FAILED,
            EIGHT.minusSeconds(3_600),
            EIGHT,
            Recovery.State.RUNNING,
            0,
            5,
            4,
            EIGHT,
            null);

    assertThat(RecoveriesResource.toJson(recovery))
        .hasToString(
            "{\"id\":\"7\",\"endpoint_id\":31,\"status\":\"running\","
                + "\"delivery_status\":\"failed\",\"since\":\"2026-01-15T07:00:00Z\","
                + "\"until\":\"2026-01-15T08:00:00Z\",\"matched\":5,\"requeued\":4,"
                + "\"created_at\":\"2026-01-15T08:00:00Z\",\"finished_at\":null}");
  }
}
