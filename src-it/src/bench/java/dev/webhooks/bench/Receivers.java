package dev.webhooks.bench;

import java.io.IOException;

/** The receiver's process, as the benchmarks see it. */
final class Receivers implements AutoCloseable {
  private final Child process;
  private final int port;

  private Receivers(Child process, int port) {
    this.process = process;
    this.port = port;
  }

  static Receivers start(long delayMillis, Object... tls) throws IOException {
    Object[] arguments = new Object[2 + tls.length];
    arguments[0] = 0;
    arguments[1] = delayMillis;
    System.arraycopy(tls, 0, arguments, 2, tls.length);
    Child process = Child.start("512m", Receiver.class, arguments);
    return new Receivers(process, Integer.parseInt(process.await("ready")));
  }

  int port() {
    return port;
  }

  /** Requests that arrived at healthy paths so far. */
  long count() {
    return Long.parseLong(process.ask("count"));
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
