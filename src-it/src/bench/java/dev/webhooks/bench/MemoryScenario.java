package dev.webhooks.bench;

import java.util.Locale;

/** How much heap a million deliveries owed to slow receivers take, as many in flight as may be. */
final class MemoryScenario implements Scenario {
  private static final int DELAY_MILLIS = 150;

  @Override
  public void measure(Run run) throws Exception {
    int pending = run.options().number("memory", 2_000_000);
    String name = String.format(Locale.ROOT, "heap, %,d pending, answers after 150 ms", pending);
    try (Receivers receiver = Receivers.answeringAfter(DELAY_MILLIS);
        Node node = run.newNode(run.setup(), receiver)) {
      Drain.of(run, node).to(receiver).owing(pending).measure(name).report(name, run);
      run.report().add(name, "heap after collections, at most", "MiB", node.heapMebibytes());
      run.report().add(name, "process, at most", "MiB", Cpu.peakMemoryMebibytes(node.pid()));
    }
  }
}
