package dev.webhooks.war.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes metrics in the text format of Prometheus (exposition format 0.0.4). Names and label values
 * are our own and need no escaping. Not thread-safe.
 */
final class PrometheusText {
  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  PrometheusText gauge(String name, String help, long value) {
    head(name, help, "gauge");
    return sample(name, "", Long.toString(value));
  }

  PrometheusText counter(String name, String help, long value) {
    head(name, help, "counter");
    return sample(name, "", Long.toString(value));
  }

  /**
   * A counter in parts.
   *
   * @param label what tells the parts apart
   * @param parts by the label's value
   */
  PrometheusText counter(String name, String help, String label, Map<String, Long> parts) {
    head(name, help, "counter");
    parts.forEach((value, count) -> sample(name, label(label, value), Long.toString(count)));
    return this;
  }

  /**
   * A histogram of durations, in seconds.
   *
   * @param bounds the upper bounds of all ranges but the last
   * @param counts how many lie in each range
   * @param total the sum of all
   */
  PrometheusText histogram(
      String name, String help, List<Duration> bounds, List<Long> counts, Duration total) {
    head(name, help, "histogram");
    long seen = 0;
    for (int i = 0; i < counts.size(); i++) {
      seen += counts.get(i);
      String bound = i < bounds.size() ? seconds(bounds.get(i)) : "+Inf";
      sample(name + "_bucket", label("le", bound), Long.toString(seen));
    }
    sample(name + "_sum", "", seconds(total));
    return sample(name + "_count", "", Long.toString(seen));
  }

  private void head(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private PrometheusText sample(String name, String labels, String value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
    return this;
  }

  private static String label(String name, String value) {
    return "{" + name + "=\"" + value + "\"}";
  }

  private static String seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
