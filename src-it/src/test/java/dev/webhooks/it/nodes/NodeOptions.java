package dev.webhooks.it.nodes;

import dev.webhooks.core.dispatch.RegisteredEndpoints;
import dev.webhooks.core.model.Authentication.Signed;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.signing.SigningSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Node} is run, as the arguments {@code name=value} of its process. Immutable.
 *
 * @param name unique per process
 * @param url of the database
 * @param receivers what it sends to; endpoint {@code n} has the path {@code /n}
 */
record NodeOptions(String name, String url, List<Receiver> receivers, Map<String, String> more) {

  /**
   * An endpoint that takes the events of this type, or every event by {@code *}.
   *
   * @param retries a retry schedule
   * @param rate attempts a second, 0 for no limit
   */
  record Receiver(long id, URI url, String type, String retries, int rate, boolean ordered) {
    static Receiver of(long id, URI url) {
      return new Receiver(id, url, "*", "PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S", 0, false);
    }

    Receiver type(String newType) {
      return new Receiver(id, url, newType, retries, rate, ordered);
    }

    Receiver retries(String newRetries) {
      return new Receiver(id, url, type, newRetries, rate, ordered);
    }

    Receiver rate(int newRate) {
      return new Receiver(id, url, type, retries, newRate, ordered);
    }

    Receiver inOrder() {
      return new Receiver(id, url, type, retries, rate, true);
    }

    String text() {
      return String.join(
          "|", "" + id, url.toString(), type, retries, "" + rate, Boolean.toString(ordered));
    }

    static Receiver parse(String text) {
      String[] parts = text.split("\\|");
      return new Receiver(
          Long.parseLong(parts[0]),
          URI.create(parts[1]),
          parts[2],
          parts[3],
          Integer.parseInt(parts[4]),
          Boolean.parseBoolean(parts[5]));
    }
  }

  static NodeOptions of(String name, String url, List<Receiver> receivers) {
    return new NodeOptions(name, url, List.copyOf(receivers), Map.of());
  }

  /** How long others leave it its shards when it is not heard of. */
  Duration lease() {
    return Duration.parse(more.getOrDefault("lease", "PT15S"));
  }

  /** By how much its clock goes ahead of the machine's. */
  Duration skew() {
    return Duration.parse(more.getOrDefault("skew", "PT0S"));
  }

  int inFlight() {
    return Integer.parseInt(more.getOrDefault("inFlight", "256"));
  }

  long contentBytes() {
    return Long.parseLong(more.getOrDefault("contentBytes", "" + (16 << 20)));
  }

  /** When the older of two signing keys of every endpoint ends; with one key when not given. */
  private @Nullable Instant rotatedUntil() {
    String text = more.get("rotatedUntil");
    return text == null ? null : Instant.parse(text);
  }

  /** The same with another setting. */
  NodeOptions with(String setting, Object value) {
    Map<String, String> all = new TreeMap<>(more);
    all.put(setting, value.toString());
    return new NodeOptions(name, url, receivers, Map.copyOf(all));
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("name=" + name, "url=" + url));
    receivers.forEach(receiver -> arguments.add("receiver=" + receiver.text()));
    more.forEach((setting, value) -> arguments.add(setting + "=" + value));
    return arguments;
  }

  static NodeOptions parse(String[] arguments) {
    List<Receiver> receivers = new ArrayList<>();
    Map<String, String> values = new TreeMap<>();
    for (String argument : arguments) {
      String[] nameAndValue = argument.split("=", 2);
      if (nameAndValue[0].equals("receiver")) {
        receivers.add(Receiver.parse(nameAndValue[1]));
      } else {
        values.put(nameAndValue[0], nameAndValue[1]);
      }
    }
    return new NodeOptions(values.remove("name"), values.remove("url"), receivers, values);
  }

  RegisteredEndpoints endpoints() {
    return RegisteredEndpoints.of(receivers.stream().map(this::endpoint).toArray(Endpoint[]::new));
  }

  private Endpoint endpoint(Receiver receiver) {
    var builder =
        Endpoint.builder(receiver.id, receiver.url)
            .types(receiver.type)
            .retrySchedule(RetrySchedule.parse(receiver.retries).withMaxAge(Duration.ofMinutes(2)))
            .rateLimit(receiver.rate == 0 ? null : receiver.rate)
            .ordered(receiver.ordered)
            .signedWith(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    Instant until = rotatedUntil();
    if (until != null) {
      var signed = (Signed) builder.build().authentication();
      var older = SigningSecret.of("whsec_AAKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
      builder.authentication(
          new Signed(
              signed.schemes(), List.of(signed.keys().get(0), new SigningKey(older, until))));
    }
    return builder.build();
  }
}
