package dev.webhooks.it.support;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two services on one PostgreSQL, shared by the suites that need more than one node or harm one.
 * Whoever stops or kills a node starts it again; one that a failed test left dead is started for
 * the next.
 */
public final class TwoNodes {

  /** The lock of suites that use them ({@code @ResourceLock}): one after the other. */
  public static final String LOCK = "two nodes";

  /** For how long an endpoint may do nothing but fail before it is disabled. */
  public static final String FAILING_AFTER = "PT8S";

  private static TwoNodes running;

  private final Map<String, String> database = PostgresServer.newDatabase();
  private final ServiceProcess first = node();
  private final ServiceProcess second = node();

  private TwoNodes() {}

  /** Both, running. They end with the test run. */
  public static synchronized TwoNodes get() {
    if (running == null) {
      running = new TwoNodes();
    }
    AtOnce.call(
        List.of(running.first, running.second).stream()
            .map(node -> AtOnce.running(node::ensureRunning))
            .toList());
    return running;
  }

  private ServiceProcess node() {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("WEBHOOKS_FAILING_AFTER", FAILING_AFTER);
    return ServiceProcess.of("node", environment);
  }

  /** Waits until both know this endpoint: changes reach every node within a second. */
  public void awaitEndpoint(Api caller, long id) {
    for (ServiceProcess node : List.of(first, second)) {
      Deadline.ofSeconds(20)
          .await(
              () -> knows(caller.at(node), id), "endpoint " + id + " to be known at " + node.uri());
    }
  }

  private static boolean knows(Api caller, long id) {
    return caller
        .post("dry-run/events", Requests.event("payment.succeeded", "ORDER-0"))
        .data()
        .getJsonArray("endpoints")
        .getValuesAs(JsonObject.class)
        .stream()
        .anyMatch(endpoint -> endpoint.getInt("id") == id);
  }

  /** The environment that leads to their database. */
  public Map<String, String> database() {
    return database;
  }

  /** One of them. */
  public ServiceProcess first() {
    return first;
  }

  /** The other one. */
  public ServiceProcess second() {
    return second;
  }
}
