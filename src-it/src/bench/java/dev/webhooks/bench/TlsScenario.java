package dev.webhooks.bench;

import java.nio.file.Path;

/**
 * One node drains a backlog over TLS 1.3 to a hundred host names, under an authority of our own.
 */
final class TlsScenario implements Scenario {
  @Override
  public void measure(Run run) throws Exception {
    Path authority = run.options().output().resolve("authority.pem");
    String name = "drain over TLS, " + run.options().endpoints() + " hosts";
    try (Receivers receiver = Receivers.tls(authority)) {
      double ceiling =
          Ceiling.measure(run, LoadGenerator.tls(receiver.port(), Ceiling.BODY_BYTES, authority));
      run.report().add("ceiling over TLS", "POST", "/s", ceiling);
      EngineSetup setup = run.setup().with("authority", authority);
      try (Node node = run.newNode(setup, receiver)) {
        Sample sample = Drain.of(run, node).to(receiver).measure(name);
        sample.report(name, run);
        run.report()
            .add(name, "share of the ceiling over TLS", "%", 100 * sample.perSecond() / ceiling);
      }
    }
  }
}
