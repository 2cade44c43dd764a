package dev.webhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of a process and of the children it has buried, from {@code /proc} (Linux). */
final class Cpu {
  private static final long MICROS_PER_TICK = 10_000;

  private Cpu() {}

  /** Microseconds of user and system time of one process. */
  static long micros(long pid) {
    String[] f = stat(pid);
    return MICROS_PER_TICK * (Long.parseLong(f[11]) + Long.parseLong(f[12]));
  }

  /** Microseconds of a process, its living children and those that have ended. */
  static long microsWithChildren(long pid) {
    String[] f = stat(pid);
    long buried = MICROS_PER_TICK * (Long.parseLong(f[13]) + Long.parseLong(f[14]));
    return micros(pid)
        + buried
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToLong(child -> microsOrZero(child.pid()))
            .sum();
  }

  private static long microsOrZero(long pid) {
    try {
      return micros(pid);
    } catch (UncheckedIOException gone) {
      return 0;
    }
  }

  /** The fields behind the command's name: index 11 is utime, 13 cutime. */
  private static String[] stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
