package dev.webhooks.bench.micro;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
import dev.webhooks.core.signing.SigningSecret;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The signature headers of one attempt. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {
  private static final SigningSecret SECRET =
      SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final SigningSecret ED25519 =
      SigningSecret.of(
          "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==");

  private final Signer epayse = signer(SECRET, SignatureScheme.EPAYSE);
  private final Signer standard = signer(SECRET, SignatureScheme.STANDARD);
  private final Signer both = signer(SECRET, SignatureScheme.EPAYSE, SignatureScheme.STANDARD);
  private final Signer ed25519 = signer(ED25519, SignatureScheme.STANDARD_ED25519);

  private static Signer signer(
      SigningSecret secret, SignatureScheme first, SignatureScheme... more) {
    return Signer.of(EnumSet.of(first, more), List.of(secret));
  }

  @Benchmark
  public void epayse(Blackhole sink) {
    sign(epayse, sink);
  }

  @Benchmark
  public void standard(Blackhole sink) {
    sign(standard, sink);
  }

  @Benchmark
  public void epayseAndStandard(Blackhole sink) {
    sign(both, sink);
  }

  @Benchmark
  public void standardEd25519(Blackhole sink) {
    sign(ed25519, sink);
  }

  private static void sign(Signer signer, Blackhole sink) {
    signer.sign(
        Samples.ID,
        1_737_015_595,
        Samples.BODY,
        (name, value) -> {
          sink.consume(name);
          sink.consume(value);
        });
  }
}
