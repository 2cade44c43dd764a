package dev.webhooks.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures a stretch of time: everybody's counters before and after it. */
final class Meter {
  /** Below this share of the machine, what other processes do is no disturbance. */
  private static final double QUIET = 0.05;

  private final Run run;
  private final Receivers receiver;
  private final LongSupplier counter;
  private final List<Long> senders;

  /**
   * @param receiver where to count what arrived
   * @param senders process ids of what is measured
   */
  Meter(Run run, Receivers receiver, List<Long> senders) {
    this(run, receiver, receiver::count, senders);
  }

  /**
   * The same where something else counts.
   *
   * @param counter counts what is done, in place of what arrived
   */
  Meter(Run run, Receivers receiver, LongSupplier counter, List<Long> senders) {
    this.run = run;
    this.receiver = receiver;
    this.counter = counter;
    this.senders = senders;
  }

  /** Lets the time pass, or less when nothing is left to do. */
  Sample measure(String scenario, Duration duration, Pace.Condition ended) throws Exception {
    try (Profile profile = Profile.of(run, scenario, senders.get(0))) {
      Sample start = take();
      Pace.await(duration, ended);
      Sample measured = take().since(start);
      if (measured.delivered() == 0) {
        throw new IllegalStateException("nothing arrived");
      }
      profile.finish(measured.delivered());
      warnIfDisturbed(measured);
      return measured;
    }
  }

  private Sample take() throws Exception {
    return new Sample(
        System.nanoTime(),
        counter.getAsLong(),
        senders.stream().mapToLong(Cpu::micros).sum(),
        run.database().cpuMicros(),
        receiver.cpuMicros(),
        Cpu.micros(ProcessHandle.current().pid()),
        Cpu.machineMicros(),
        run.database().walBytes());
  }

  private static void warnIfDisturbed(Sample measured) {
    double others = measured.othersShare();
    if (others > QUIET) {
      System.out.printf("  ! other processes took %.0f %% of the machine%n", 100 * others);
    }
  }
}
