package dev.webhooks.bench;

import java.util.List;

/**
 * What a drain takes at least, by {@link Floor}; what it takes with parts of ours in it; and what
 * ours is beside it.
 */
final class FloorScenario implements Scenario {
  private static final String NAME = "drain by hand";
  private static final List<String> PARTS =
      List.of(Floor.QUEUE, Floor.TRANSPORT, Floor.QUEUE + "+" + Floor.TRANSPORT);

  @Override
  public void measure(Run run) throws Exception {
    double drain = run.drain();
    double byHand = measure(run, NAME, "");
    run.report().add("drain", "relative to by hand", "", drain / byHand);
    for (String parts : PARTS) {
      measure(run, NAME + " but for our " + parts.replace("+", " and "), parts);
    }
  }

  private static double measure(Run run, String name, String parts) throws Exception {
    EngineSetup setup =
        run.setup()
            .with("url", run.database().create("bench"))
            .with("port", run.receiver().port())
            .with("parts", parts);
    try (Child floor = Child.start(run.options().jvm(), Floor.class, setup.arguments())) {
      floor.await("ready");
      new Backlog(run.database(), setup).owe(run.enough(2 * run.options().most())).settle();
      long arrivedBefore = run.receiver().count();
      floor.ask("go");
      run.receiver().awaitMoreThan(arrivedBefore);
      run.warmUp();
      Sample sample = run.time(name, List.of(floor.pid()));
      sample.report(name, run);
      return sample.perSecond();
    }
  }
}
