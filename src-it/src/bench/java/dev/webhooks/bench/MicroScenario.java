package dev.webhooks.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The single steps of a delivery, by JMH, each in a process of its own. */
final class MicroScenario implements Scenario {
  private static final TimeValue ITERATION = new TimeValue(1, TimeUnit.SECONDS);

  @Override
  public void measure(Run run) throws Exception {
    var options =
        new OptionsBuilder()
            .include("dev\\.webhooks\\.bench\\.micro\\..*")
            .forks(1)
            .warmupIterations(3)
            .warmupTime(ITERATION)
            .measurementIterations(3)
            .measurementTime(ITERATION)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String[] name = result.getParams().getBenchmark().split("\\.");
      run.report()
          .add(
              name[name.length - 2].replace("Benchmark", ""),
              name[name.length - 1],
              "ns",
              result.getPrimaryResult().getScore());
    }
  }
}
