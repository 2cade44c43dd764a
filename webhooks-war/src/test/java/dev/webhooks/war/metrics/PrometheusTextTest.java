package dev.webhooks.war.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private final PrometheusText text = new PrometheusText();

  @Test
  void each_metric_has_its_help_and_type_before_its_samples() {
    text.gauge("held", "What is held.", 3)
        .counter("done_total", "What is done.", "by", Map.of("us", 5L));

    assertThat(text)
        .hasToString(
            """
            # HELP held What is held.
            # TYPE held gauge
            held 3
            # HELP done_total What is done.
            # TYPE done_total counter
            done_total{by="us"} 5
            """);
  }

  @Test
  void the_ranges_of_a_histogram_add_up() {
    text.histogram(
        "took_seconds",
        "How long it took.",
        List.of(Duration.ofMillis(5), Duration.ofMillis(2_500), Duration.ofSeconds(10)),
        List.of(4L, 0L, 2L, 1L),
        Duration.ofMillis(34_010));

    assertThat(text)
        .hasToString(
            """
            # HELP took_seconds How long it took.
            # TYPE took_seconds histogram
            took_seconds_bucket{le="0.005"} 4
            took_seconds_bucket{le="2.5"} 4
            took_seconds_bucket{le="10"} 6
            took_seconds_bucket{le="+Inf"} 7
            took_seconds_sum 34.01
            took_seconds_count 7
            """);
  }

  @Test
  void nothing_yet_took_no_time() {
    text.histogram("took_seconds", "How long it took.", List.of(), List.of(0L), Duration.ZERO);

    assertThat(text.toString()).contains("took_seconds_sum 0\n");
  }
}
