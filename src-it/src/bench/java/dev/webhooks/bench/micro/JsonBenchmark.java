package dev.webhooks.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.payload.EventInput;
import dev.webhooks.core.payload.JsonItems;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading what producers post. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  private final byte[] array =
      ("[" + String.join(",", Collections.nCopies(100, new String(Samples.POSTED, UTF_8))) + "]")
          .getBytes(UTF_8);

  @Benchmark
  public EventInput oneEvent() {
    return EventInput.read(Samples.POSTED);
  }

  /** A hundred events, cut and read. */
  @Benchmark
  public int arrayOf100() {
    int bytes = 0;
    for (ByteBuffer item : JsonItems.ofDocument(array).items()) {
      bytes += EventInput.read(item).data().length;
    }
    return bytes;
  }
}
