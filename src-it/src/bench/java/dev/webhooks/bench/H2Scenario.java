package dev.webhooks.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The embedded default: one node drains a backlog in an H2 file that syncs every commit. */
final class H2Scenario implements Scenario {
  private static final int AT_MOST = 25_000;

  @Override
  public void measure(Run run) throws Exception {
    Path directory = Files.createTempDirectory(run.options().output(), "h2");
    String url =
        "jdbc:h2:file:" + directory.resolve("webhooks") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    String name = "H2: drain, " + run.options().endpoints() + " endpoints";
    EngineSetup setup = run.setup().with("url", url).with("port", run.receiver().port());
    try (Node node = Node.start(run.options(), setup)) {
      node.ask("fill " + run.enough(AT_MOST) / setup.fanOut());
      node.send();
      run.warmUp();
      run.time(name, List.of(node.pid())).report(name, run);
      System.out.println("  " + node.ask("stats"));
    }
  }
}
