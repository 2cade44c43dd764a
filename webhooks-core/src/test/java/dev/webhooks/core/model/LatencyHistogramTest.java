package dev.webhooks.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private static LatencyHistogram of(List<Long> micros) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    micros.forEach(latency -> counts[LatencyHistogram.bucketOf(latency)]++);
    return LatencyHistogram.of(counts);
  }

  @Property
  void a_bucket_holds_what_is_at_most_an_eighth_above(
      @ForAll @LongRange(max = 134_000_000) long l) {
    long highest = LatencyHistogram.highest(LatencyHistogram.bucketOf(l));
    assertThat(highest).isBetween(l, l + l / 8);
  }

  @Property
  void longer_latencies_never_lie_in_lower_buckets(
      @ForAll @LongRange(max = Long.MAX_VALUE - 1) long latency) {
    assertThat(LatencyHistogram.bucketOf(latency + 1))
        .isBetween(
            LatencyHistogram.bucketOf(latency),
            Math.min(LatencyHistogram.BUCKETS - 1, LatencyHistogram.bucketOf(latency) + 1));
  }

  @Property
  void the_bytes_say_it_all(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 200_000_000) Long> latencies) {
    var histogram = of(latencies);
    assertThat(LatencyHistogram.ofBytes(histogram.toBytes())).isEqualTo(histogram);
  }

  @Test
  void percentiles_are_those_of_all_that_were_added_up() {
    var fast = of(Collections.nCopies(98, 1_000L));
    var slow = of(List.of(1_000_000L, 30_000_000L));

    var both = fast.plus(slow);

    assertThat(both.percentile(0.5).orElseThrow()).isBetween(1_000L, 1_125L);
    assertThat(both.percentile(0.98).orElseThrow()).isBetween(1_000L, 1_125L);
    assertThat(both.percentile(0.99).orElseThrow()).isBetween(1_000_000L, 1_125_000L);
    assertThat(both.percentile(1).orElseThrow()).isBetween(30_000_000L, 33_750_000L);
  }

  @Test
  void nothing_has_no_percentile_and_no_bytes() {
    assertThat(LatencyHistogram.EMPTY.percentile(0.5)).isEqualTo(OptionalLong.empty());
    assertThat(LatencyHistogram.EMPTY.toBytes()).isEmpty();
  }

  @Test
  void bytes_that_are_no_histogram_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.ofBytes(new byte[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LatencyHistogram.ofBytes(new byte[] {(byte) 0xff, 0x7f, 1}));
  }
}
