package dev.webhooks.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the machine can do at best: what every figure is a share of. */
final class Ceiling {
  static final int BODY_BYTES = 700;
  private static final int WRITES = 200;
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private Ceiling() {}

  /** POSTs per second to the plain receiver; reports it, and what a synced write costs. */
  static double measure(Run run) throws Exception {
    double ceiling = measure(run, LoadGenerator.plain(run.receiver().port(), BODY_BYTES));
    run.report().add("ceiling", "POST", "/s", ceiling);
    run.report().add("ceiling", "synced write of 8 KiB", "µs", syncedWriteMicros(run.options()));
    return ceiling;
  }

  /** The same, without the warm-up that only the first needs. */
  static double measureAgain(Run run) throws Exception {
    LoadGenerator load = LoadGenerator.plain(run.receiver().port(), BODY_BYTES);
    double ceiling = load.postsPerSecond(A_SECOND, half(run.options().timed()));
    run.report().add("ceiling", "POST", "/s", ceiling);
    return ceiling;
  }

  static double measure(Run run, LoadGenerator load) throws Exception {
    return load.postsPerSecond(half(run.options().warmUp()), half(run.options().timed()));
  }

  private static Duration half(Duration duration) {
    return duration.dividedBy(2);
  }

  private static double syncedWriteMicros(Options options) throws IOException {
    Path file = Files.createTempFile(options.output(), "sync", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(8192);
      long start = System.nanoTime();
      for (int i = 0; i < WRITES; i++) {
        channel.write(block.clear());
        channel.force(false);
      }
      return (System.nanoTime() - start) / 1e3 / WRITES;
    } finally {
      Files.delete(file);
    }
  }
}
