package dev.webhooks.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a node of the engine is set up: names and values, passed on its command line. Immutable. */
final class EngineSetup {
  private final Map<String, String> values;

  EngineSetup() {
    this(Map.of());
  }

  private EngineSetup(Map<String, String> values) {
    this.values = values;
  }

  static EngineSetup parse(String[] args) {
    var setup = new EngineSetup();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      setup = setup.with(parts[0], parts[1]);
    }
    return setup;
  }

  EngineSetup with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, String.valueOf(value));
    return new EngineSetup(more);
  }

  Object[] arguments() {
    List<String> arguments = new ArrayList<>();
    values.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments.toArray();
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** The database; {@code jdbc:postgresql:} or {@code jdbc:h2:}. */
  String url() {
    return values.get("url");
  }

  /** The receiver's port. */
  int port() {
    return number("port", 0);
  }

  /** Healthy endpoints, in groups of {@link #fanOut}, each group a tenant. */
  int endpoints() {
    return number("endpoints", 100);
  }

  int fanOut() {
    return Math.min(number("fanout", 5), endpoints());
  }

  /** Tenants that are published for, one after the other. */
  int tenants() {
    return (endpoints() + fanOut() - 1) / fanOut();
  }

  /** Over how many hosts the endpoints are spread. */
  int hosts() {
    return Math.min(number("hosts", endpoints()), endpoints());
  }

  /** The trusted authority's certificate; receivers speak TLS when there is one. */
  String authority() {
    return text("authority", "");
  }

  /** Attempts per second to each endpoint, 0 for no limit. */
  int rateLimit() {
    return number("rate", 0);
  }

  /** Whether a tenant of its own has three sick endpoints. */
  boolean sick() {
    return number("sick", 0) > 0;
  }
}
