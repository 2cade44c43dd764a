package dev.webhooks.bench.micro;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.payload.BodyEncoder;
import dev.webhooks.core.payload.EncodedBody;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.payload.TransactionBody;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The bodies of both faces. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PayloadBenchmark {
  private final byte[] transaction = TransactionBody.write(Samples.TRANSACTION);

  @Benchmark
  public byte[] eventEnvelope() {
    return EventEnvelope.write(
        Samples.ID, Samples.TYPE, Samples.CREATED, true, "client_01HQKZ", Samples.DATA);
  }

  @Benchmark
  public byte[] transactionBody() {
    return TransactionBody.write(Samples.TRANSACTION);
  }

  @Benchmark
  public EncodedBody multipart() {
    return BodyEncoder.encode(BodyFormat.MULTIPART, transaction);
  }

  @Benchmark
  public EncodedBody urlencoded() {
    return BodyEncoder.encode(BodyFormat.URLENCODED, transaction);
  }
}
