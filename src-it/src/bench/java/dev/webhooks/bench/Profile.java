package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process's time goes while it is timed: processor time of each group of threads from the
 * operating system, and the methods seen by Java Flight Recorder within each. Off, it does nothing.
 */
final class Profile implements AutoCloseable {
  private static final int METHODS = 16;
  private static final int STACK_DEPTH = 96;
  private static final List<String> SAMPLES =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  /** Where a thread is that waits, which takes no time of a processor. */
  private static final Set<String> WAITING =
      Set.of(
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.EPoll.wait",
          "java.io.FileInputStream.readBytes",
          "sun.nio.ch.Net.accept",
          "java.net.PlainSocketImpl.socketAccept");

  private final boolean on;
  private final Path directory;
  private final String name;
  private final long pid;
  private final Database database;
  private final Instant startedAt = Instant.now();
  private final Map<String, long[]> cpuAtStart;

  private Profile(boolean on, Path directory, String name, long pid, Database database)
      throws IOException {
    this.database = database;
    this.on = on;
    this.directory = directory;
    this.name = name;
    this.pid = pid;
    if (on) {
      Files.createDirectories(directory);
    }
    this.cpuAtStart = on ? cpu() : Map.of();
  }

  /**
   * What lets a JVM be profiled. It records from its start on: when a recording begins, classes are
   * changed and compiled anew, which takes longer than a timed part does.
   */
  static List<String> jvm() {
    return List.of(
        "-XX:FlightRecorderOptions=stackdepth=" + STACK_DEPTH,
        "-XX:StartFlightRecording=name=bench,settings=profile");
  }

  /** Starts to profile the process, when that was asked for. */
  static Profile of(Run run, String scenario, long pid) throws IOException {
    Options options = run.options();
    String name = scenario.replaceAll("[^A-Za-z0-9]+", "-");
    Path directory = options.output().resolve("profile");
    return new Profile(options.profile(), directory, name, pid, run.database());
  }

  /** Ends it and prints what was seen. */
  void finish(long deliveries) throws IOException {
    if (!on) {
      return;
    }
    Map<String, long[]> cpu = cpu();
    Path recording = directory.resolve(name + ".jfr");
    jcmd("JFR.stop", "name=bench", "filename=" + recording);
    String text = cpuTable(cpu, deliveries) + methods(recording, startedAt);
    Files.writeString(directory.resolve(name + ".txt"), text);
    System.out.println(text);
  }

  @Override
  public void close() {
    // A recording that was not finished ends with its process.
  }

  /** Of the sender's threads and of PostgreSQL's processes. */
  private Map<String, long[]> cpu() throws IOException {
    Map<String, long[]> groups = Cpu.byThreadGroup(pid);
    groups.putAll(Cpu.byChildGroup(database.pid()));
    return groups;
  }

  private String cpuTable(Map<String, long[]> now, long deliveries) {
    var text = new StringBuilder(name + ": processor time per delivery, user + system\n");
    now.forEach(
        (group, micros) -> {
          long[] before = cpuAtStart.getOrDefault(group, new long[2]);
          double user = (double) (micros[0] - before[0]) / deliveries;
          double system = (double) (micros[1] - before[1]) / deliveries;
          if (user + system >= 0.05) {
            text.append(
                String.format(Locale.ROOT, "  %-32s %6.1f + %5.1f µs%n", group, user, system));
          }
        });
    return text.toString();
  }

  private static String methods(Path recording, Instant from) throws IOException {
    Map<String, Group> groups = new TreeMap<>();
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (SAMPLES.contains(event.getEventType().getName())
            && event.getStackTrace() != null
            && event.getStartTime().isAfter(from)) {
          String thread = event.getThread("sampledThread").getJavaName();
          groups
              .computeIfAbsent(Cpu.group(thread == null ? "-" : thread), key -> new Group())
              .add(event.getStackTrace().getFrames());
        }
      }
    }
    return groups.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().samples))
        .filter(entry -> entry.getValue().samples >= 10)
        .map(entry -> entry.getValue().show(entry.getKey()))
        .collect(Collectors.joining());
  }

  private void jcmd(String... command) throws IOException {
    Path java = Path.of(ProcessHandle.current().info().command().orElse("java"));
    Path jcmd = java.resolveSibling("jcmd");
    List<String> words = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
  }

  /** The samples of one group of threads. */
  private static final class Group {
    private final Map<String, Integer> self = new HashMap<>();
    private final Map<String, Integer> within = new HashMap<>();
    private long samples;

    void add(List<RecordedFrame> frames) {
      if (WAITING.contains(method(frames.get(0)))) {
        return;
      }
      samples++;
      self.merge(method(frames.get(0)), 1, Integer::sum);
      frames.stream()
          .map(Group::method)
          .filter(method -> method.startsWith("dev.webhooks.") && !method.contains("$$Lambda"))
          .distinct()
          .forEach(method -> within.merge(method, 1, Integer::sum));
    }

    String show(String name) {
      return String.format(Locale.ROOT, "%n%s: %d samples%n", name, samples)
          + list("in the method itself", self)
          + list("in a method of ours and what it calls", within);
    }

    private String list(String title, Map<String, Integer> counts) {
      return "  "
          + title
          + "\n"
          + counts.entrySet().stream()
              .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
              .limit(METHODS)
              .map(
                  entry ->
                      String.format(
                          Locale.ROOT,
                          "  %5.1f %%  %s%n",
                          100.0 * entry.getValue() / samples,
                          entry.getKey()))
              .collect(Collectors.joining());
    }

    private static String method(RecordedFrame frame) {
      var method = frame.getMethod();
      return method.getType().getName() + "." + method.getName();
    }
  }
}
