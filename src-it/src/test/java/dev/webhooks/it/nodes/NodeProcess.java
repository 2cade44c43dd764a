package dev.webhooks.it.nodes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Node} in a process of its own, with its log in the build directory. */
final class NodeProcess implements AutoCloseable {
  private static final Path LOGS =
      Path.of(System.getProperty("it.directory", "target/it")).resolve("nodes");

  private final String name;
  private final Process process;
  private final BufferedReader output;

  private NodeProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What its shards, requests and outcomes are at a moment. */
  record Stats(int shards, long sent, long recorded, long refused) {}

  /** Starts a node that may use so many MiB of heap; {@link #ready} waits until it runs. */
  static NodeProcess launch(int megabytes, NodeOptions options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + megabytes + "m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            Node.class.getName()));
    command.addAll(options.arguments());
    try {
      Files.createDirectories(LOGS);
      File log = LOGS.resolve(options.name() + ".log").toFile();
      var builder = new ProcessBuilder(command).redirectError(log);
      var process = new NodeProcess(options.name(), builder.start());
      Runtime.getRuntime().addShutdownHook(new Thread(process::kill));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NodeProcess start(NodeOptions options) {
    return launch(128, options).ready();
  }

  NodeProcess ready() {
    String line = read();
    if (!line.equals("ready")) {
      throw new AssertionError(name + " said " + line + ", see " + LOGS);
    }
    return this;
  }

  String name() {
    return name;
  }

  /** Publishes events {@code prefix_from} to {@code prefix_to}, to exclusive, and returns then. */
  void publish(String type, String prefix, int from, int to, int batch) {
    ask("publish " + type + " " + prefix + " " + from + " " + to + " " + batch + " 0");
  }

  void publishLarge(String type, String prefix, int events, int bytes) {
    ask("publish " + type + " " + prefix + " 0 " + events + " 1 " + bytes);
  }

  /** Publishes {@code prefix_0} and so on until {@link #unload}. */
  void load(String type, String prefix, int batch) {
    ask("load " + type + " " + prefix + " " + batch);
  }

  /** How many events the load has published. */
  int unload() {
    return Integer.parseInt(ask("unload"));
  }

  Stats stats() {
    String[] words = ask("stats").split(" ");
    return new Stats(
        Integer.parseInt(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }

  /** Drains it; true when all that was under way is recorded. */
  boolean leave() {
    return Boolean.parseBoolean(ask("leave"));
  }

  /** Asks it to drain and does not wait. */
  void beginToLeave() {
    say("leave");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -STOP}: it stands still and notices nothing. */
  void freeze() {
    signal("STOP");
  }

  /** As {@code kill -CONT}. */
  void thaw() {
    signal("CONT");
  }

  /** As {@code kill -9}; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private String ask(String line) {
    say(line);
    return read();
  }

  private void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(name + " has ended, see " + LOGS, e);
    }
  }

  private String read() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError(name + " has ended, see " + LOGS);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    try {
      // By the shell's own kill: the program of that name is not everywhere.
      var kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
      if (!kill.waitFor(20, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("kill -" + signal + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
