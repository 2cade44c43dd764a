package dev.webhooks.bench;

import dev.webhooks.bench.empty.OpenApplication;
import dev.webhooks.bench.empty.TokenApplication;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The single posts of {@link RestScenario} to the same server with an application inside that does
 * nothing: what the server itself carries, with its check of access tokens and without. Few clients
 * warm it up: where nothing has to be waited for, as many as are timed keep that many of the
 * server's threads busy, and the compiler gets hardly any processor beside them for minutes.
 */
final class ServerScenario implements Scenario {
  private static final String EVENT = RestScenario.event(RestScenario.TO_ONE);

  @Override
  public void measure(Run run) throws Exception {
    measure(run, "server, token and an empty resource", TokenApplication.class);
    run.compare();
    measure(run, "server, an empty resource", OpenApplication.class);
  }

  private static void measure(Run run, String name, Class<? extends Application> application)
      throws Exception {
    try (EmptyService service = EmptyService.start(run.options(), application)) {
      if (acceptsForgery(service) == application.equals(TokenApplication.class)) {
        throw new IllegalStateException("the server does not check tokens as it should");
      }
      List<String> tokens = tokens(service);
      warmUp(run, service, tokens);
      try (RestLoad clients = start(service, tokens, RestScenario.CONNECTIONS)) {
        run.warmUp();
        Sample sample = run.time(name, clients::accepted, List.of(service.pid()));
        report(run, name, sample);
      }
    }
  }

  /** As long as the service bears its kinds of load before any is timed. */
  private static void warmUp(Run run, EmptyService service, List<String> tokens) throws Exception {
    try (RestLoad clients = start(service, tokens, RestScenario.WARM_UP_CONNECTIONS)) {
      run.warmUp(run.options().warmUp().multipliedBy(3));
      clients.accepted();
    }
  }

  /** Nothing is ever owed, so they never pause. */
  private static RestLoad start(EmptyService service, List<String> tokens, int connections) {
    var clients = new RestLoad(service.port(), 0, 0, () -> 0);
    clients.start(connections, tokens, EVENT);
    return clients;
  }

  /** Whether a token with the signature of another is good enough. */
  private static boolean acceptsForgery(EmptyService service) throws Exception {
    String token = service.tokens().publishing("tenant");
    String another = service.tokens().publishing("another");
    String forged =
        token.substring(0, token.lastIndexOf('.')) + another.substring(another.lastIndexOf('.'));
    return service.accepts(forged, EVENT);
  }

  private static List<String> tokens(EmptyService service) {
    return IntStream.range(0, RestScenario.TENANTS)
        .mapToObj(i -> service.tokens().publishing("tenant-" + i))
        .toList();
  }

  private static void report(Run run, String name, Sample sample) {
    run.report().add(name, "requests", "/s", sample.perSecond());
    run.shares(name, sample.perSecond());
    run.report().add(name, "CPU of the server", "µs", sample.senderPerDelivery());
    run.report().add(name, "CPU of the clients", "µs", sample.loadPerDelivery());
  }
}
