package dev.webhooks.bench;

import java.util.List;

/** What a drain takes at least, by {@link Floor}, and what ours is beside it. */
final class FloorScenario implements Scenario {
  private static final String NAME = "drain by hand";

  @Override
  public void measure(Run run) throws Exception {
    double drain = run.drain();
    EngineSetup setup =
        run.setup().with("url", run.database().create("bench")).with("port", run.receiver().port());
    try (Child floor = Child.start(run.options().jvm(), Floor.class, setup.arguments())) {
      floor.await("ready");
      new Backlog(run.database(), setup).owe(run.enough(2 * run.options().most())).settle();
      long arrivedBefore = run.receiver().count();
      floor.ask("go");
      run.receiver().awaitMoreThan(arrivedBefore);
      run.warmUp();
      Sample sample = run.time(NAME, List.of(floor.pid()));
      sample.report(NAME, run);
      run.report().add("drain", "relative to by hand", "", drain / sample.perSecond());
    }
  }
}
