package dev.webhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time and memory of processes and threads, from {@code /proc} (Linux). */
final class Cpu {
  private static final long MICROS_PER_TICK = 10_000;

  private Cpu() {}

  /** Microseconds of user and system time of one process. */
  static long micros(long pid) {
    return micros(stat(Path.of("/proc/" + pid + "/stat")));
  }

  /** Microseconds of a process, its living children and those that have ended. */
  static long microsWithChildren(long pid) {
    String[] f = stat(Path.of("/proc/" + pid + "/stat"));
    long buried = MICROS_PER_TICK * (Long.parseLong(f[13]) + Long.parseLong(f[14]));
    return micros(f)
        + buried
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToLong(child -> microsOrZero(child.pid()))
            .sum();
  }

  /** Microseconds during which the machine's processors did something for somebody. */
  static long machineMicros() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      // user, nice, system, idle, iowait, irq, softirq
      String[] f = lines.findFirst().orElseThrow().trim().split(" +");
      return MICROS_PER_TICK * Stream.of(1, 2, 3, 6, 7).mapToLong(i -> Long.parseLong(f[i])).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Microseconds of user and of system time of each group of a process's threads, by name. */
  static Map<String, long[]> byThreadGroup(long pid) {
    Map<String, long[]> groups = new TreeMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        add(groups, thread, "comm");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return groups;
  }

  /** The most memory the process has had. */
  static double peakMemoryMebibytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      String line = lines.filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }
  }

  /** Microseconds of user and of system time of each group of a process's children, by name. */
  static Map<String, long[]> byChildGroup(long pid) {
    Map<String, long[]> groups = new TreeMap<>();
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .map(child -> Path.of("/proc/" + child.pid()))
        .forEach(child -> add(groups, child, "cmdline"));
    return groups;
  }

  private static void add(Map<String, long[]> groups, Path process, String nameFile) {
    try {
      String[] f = stat(process.resolve("stat"));
      String group = group(Files.readString(process.resolve(nameFile)).trim());
      long[] sum = groups.computeIfAbsent(group, name -> new long[2]);
      sum[0] += MICROS_PER_TICK * Long.parseLong(f[11]);
      sum[1] += MICROS_PER_TICK * Long.parseLong(f[12]);
    } catch (IOException | UncheckedIOException gone) {
      // A thread or process that ended meanwhile.
    }
  }

  /** A thread's name without its number; of PostgreSQL's processes, what they do. */
  static String group(String name) {
    if (name.startsWith("postgres: ")) {
      return name.contains("127.0.0.1") ? "postgres: backend" : withoutNumber(name);
    }
    return withoutNumber(name);
  }

  private static String withoutNumber(String name) {
    String group = name.replace('\0', ' ').trim().replaceAll("[-_#:( ]*[0-9]+[-_#:0-9)]*$", "");
    return group.isEmpty() ? name : group;
  }

  private static long microsOrZero(long pid) {
    try {
      return micros(pid);
    } catch (UncheckedIOException gone) {
      return 0;
    }
  }

  private static long micros(String[] f) {
    return MICROS_PER_TICK * (Long.parseLong(f[11]) + Long.parseLong(f[12]));
  }

  /** The fields behind the command's name: index 11 is utime, 12 stime, 13 cutime, 14 cstime. */
  private static String[] stat(Path file) {
    try {
      String line = Files.readString(file);
      return line.substring(line.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
