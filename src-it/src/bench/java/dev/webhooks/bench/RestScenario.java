package dev.webhooks.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * In and out at the same rate through the REST API of the real service: single posts and arrays,
 * each event owed to five endpoints, and single posts of events that are owed to one. A server is
 * many times the code of a node and takes minutes to be compiled: it bears every kind of load for a
 * whole warm-up before any is timed, from few clients: as many as are timed keep that many of the
 * server's threads busy, and the compiler gets hardly any processor beside them.
 */
final class RestScenario implements Scenario {
  static final int TENANTS = 20;
  static final int CONNECTIONS = 64;
  static final int WARM_UP_CONNECTIONS = 4;
  private static final int FAN_OUT = 5;
  private static final int ARRAY = 100;
  private static final String TO_ALL = "payment.succeeded";
  static final String TO_ONE = "payment.failed";

  /** What the service writes around the data of an event, so that a delivery has its 700 bytes. */
  private static final int ENVELOPE = 221;

  /**
   * One kind of load.
   *
   * @param events in each request
   * @param fanOut endpoints that take the type
   */
  private record Load(String name, String type, int events, int fanOut, int connections) {
    int deliveries() {
      return events * fanOut;
    }

    String body() {
      String event = event(type);
      return events == 1
          ? event
          : IntStream.range(0, events)
              .mapToObj(i -> event)
              .collect(Collectors.joining(",", "[", "]"));
    }
  }

  private static final List<Load> LOADS =
      List.of(
          new Load("REST, single posts, fan-out 5", TO_ALL, 1, FAN_OUT, CONNECTIONS),
          new Load("REST, arrays of 100, fan-out 5", TO_ALL, ARRAY, FAN_OUT, 16),
          new Load("REST, single posts, fan-out 1", TO_ONE, 1, 1, CONNECTIONS));

  /** The body of a single post. */
  static String event(String type) {
    return "{\"type\":\""
        + type
        + "\",\"livemode\":true,\"data\":{\"object\":{\"pad\":\""
        + "x".repeat(Ceiling.BODY_BYTES - ENVELOPE)
        + "\"}}}";
  }

  @Override
  public void measure(Run run) throws Exception {
    try (Service service = Service.start(run.options(), run.database().create("bench"))) {
      List<String> tokens = tenants(run, service);
      for (Load load : LOADS) {
        warmUp(run, service, tokens, load);
      }
      run.compare();
      for (Load load : LOADS) {
        measure(run, service, tokens, load);
        run.compare();
      }
    }
  }

  private static void warmUp(Run run, Service service, List<String> tokens, Load load)
      throws Exception {
    long before = run.receiver().count();
    try (RestLoad clients = start(run, service, tokens, load, WARM_UP_CONNECTIONS)) {
      run.receiver().awaitMoreThan(before);
      run.warmUp();
      clients.accepted();
    }
  }

  /**
   * Twenty tenants with five endpoints each, of which one takes the second type too; the tokens
   * they publish with.
   */
  private static List<String> tenants(Run run, Service service) throws Exception {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      String token = service.tokens().all("tenant-" + i);
      for (int j = 0; j < FAN_OUT; j++) {
        int host = i * FAN_OUT + j + 1;
        String url = "http://127.0.0." + host + ":" + run.receiver().port() + "/in";
        service.createEndpoint(token, url, j == 0 ? TO_ALL + "," + TO_ONE : TO_ALL);
      }
      tokens.add(service.tokens().publishing("tenant-" + i));
    }
    return tokens;
  }

  private static RestLoad start(
      Run run, Service service, List<String> tokens, Load load, int connections) {
    int ahead = Math.max(SustainedScenario.AHEAD, 2 * connections * load.deliveries());
    var clients = new RestLoad(service.port(), load.deliveries(), ahead, run.receiver()::count);
    clients.start(connections, tokens, load.body());
    return clients;
  }

  private static void measure(Run run, Service service, List<String> tokens, Load load)
      throws Exception {
    try (RestLoad clients = start(run, service, tokens, load, load.connections())) {
      run.warmUp(run.options().warmUp().dividedBy(3));
      long before = clients.accepted();
      long start = System.nanoTime();
      Sample sample = run.time(load.name(), List.of(service.pid()));
      double requests = (clients.accepted() - before) * 1e9 / (System.nanoTime() - start);
      sample.report(load.name(), run);
      run.report().add(load.name(), "events in", "/s", requests * load.events());
      run.report().add(load.name(), "CPU of the clients", "µs", sample.loadPerDelivery());
    }
  }
}
