package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The receiver's process, as the benchmarks see it. */
final class Receivers implements AutoCloseable {
  private static final Duration FIRST_ARRIVAL = Duration.ofMinutes(2);

  private final Child process;
  private final int port;

  private Receivers(Child process, int port) {
    this.process = process;
    this.port = port;
  }

  /** One that answers at once. */
  static Receivers start() throws IOException {
    return start(0L);
  }

  /** One that answers after a while. */
  static Receivers answeringAfter(long millis) throws IOException {
    return start(millis);
  }

  /** One that speaks TLS 1.3, and writes whom to trust into this file. */
  static Receivers tls(Path authorityPem) throws IOException {
    return start(0L, authorityPem);
  }

  private static Receivers start(Object... arguments) throws IOException {
    Child process = Child.start(List.of("-Xmx1g"), Receiver.class, arguments);
    return new Receivers(process, Integer.parseInt(process.await("ready")));
  }

  int port() {
    return port;
  }

  /** Requests that arrived at healthy paths so far. */
  long count() {
    return Long.parseLong(process.ask("count"));
  }

  /** Waits until something arrives after this count; a sender that sends nothing is an error. */
  void awaitMoreThan(long count) throws Exception {
    if (!Pace.await(FIRST_ARRIVAL, () -> count() > count)) {
      throw new IllegalStateException("nothing arrives");
    }
  }

  /** What arrived at each of the first so many endpoints. */
  long[] counts(int endpoints) {
    return Stream.of(process.ask("counts " + endpoints).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  long cpuMicros() {
    return process.cpuMicros();
  }

  /** Age of events on arrival since the last call, in microseconds. */
  Latency latency() {
    String[] parts = process.ask("latency").split(" ");
    return new Latency(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }

  /** Quantiles in microseconds. */
  record Latency(long count, long p50, long p99, long max) {}

  @Override
  public void close() {
    process.close();
  }
}
