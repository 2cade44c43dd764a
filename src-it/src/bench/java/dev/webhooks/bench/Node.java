package dev.webhooks.bench;

import java.io.IOException;

/** A node of the engine in its process, as the benchmarks see it. */
final class Node implements AutoCloseable {
  private final EngineSetup setup;
  private final Child process;

  private Node(EngineSetup setup, Child process) {
    this.setup = setup;
    this.process = process;
  }

  /** Returns when the node has created its tables; it sends nothing yet. */
  static Node start(Options options, EngineSetup setup) throws IOException {
    Child process = Child.start(options.jvm(), Engine.class, setup.arguments());
    process.await("ready");
    return new Node(setup, process);
  }

  EngineSetup setup() {
    return setup;
  }

  long pid() {
    return process.pid();
  }

  /** Starts to send. */
  void send() {
    process.ask("start");
  }

  /** Lets it begin with something that takes a while; its end is awaited by {@link #finish}. */
  void begin(String command) {
    process.say(command);
  }

  /** Waits for what {@link #begin} began. */
  void finish() {
    process.answer();
  }

  String ask(String command) {
    return process.ask(command);
  }

  /** The most that was still in use after a garbage collection. */
  double heapMebibytes() {
    return Long.parseLong(ask("heap")) / 1048576.0;
  }

  @Override
  public void close() {
    process.close();
  }
}
