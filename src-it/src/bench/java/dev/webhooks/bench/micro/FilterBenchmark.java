package dev.webhooks.bench.micro;

import dev.webhooks.core.filter.PayloadFilter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whether an event passes an endpoint's filter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FilterBenchmark {
  private final PayloadFilter type = PayloadFilter.parse("{\"type\":\"payment.succeeded\"}");
  private final PayloadFilter amount =
      PayloadFilter.parse("{\"data.object.amount\":{\"$gte\":5000}}");
  private final PayloadFilter several =
      PayloadFilter.parse(
          "{\"data.object.amount\":{\"$gte\":20000},\"$or\":"
              + "[{\"type\":\"payment.failed\"},{\"data.object.currency\":{\"$in\":[\"USD\",\"VND\"]}}]}");

  @Benchmark
  public boolean byType() {
    return type.matches(Samples.EVENT);
  }

  @Benchmark
  public boolean byAmount() {
    return amount.matches(Samples.EVENT);
  }

  @Benchmark
  public boolean bySeveral() {
    return several.matches(Samples.EVENT);
  }
}
