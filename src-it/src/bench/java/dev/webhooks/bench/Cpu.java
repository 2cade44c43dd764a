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
        addThread(groups, thread);
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

  private static void addThread(Map<String, long[]> groups, Path thread) {
    try {
      String[] f = stat(thread.resolve("stat"));
      String group = group(Files.readString(thread.resolve("comm")).trim());
      long[] sum = groups.computeIfAbsent(group, name -> new long[2]);
      sum[0] += MICROS_PER_TICK * Long.parseLong(f[11]);
      sum[1] += MICROS_PER_TICK * Long.parseLong(f[12]);
    } catch (IOException | UncheckedIOException gone) {
      // A thread that ended meanwhile.
    }
  }

  /** A thread's name without its number, and not longer than the system keeps it. */
  static String group(String name) {
    String kept = name.substring(0, Math.min(15, name.length()));
    String group = kept.replaceAll("[-_#:(]*[0-9]+[-_#:0-9)]*$", "");
    return group.isEmpty() ? kept : group;
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
