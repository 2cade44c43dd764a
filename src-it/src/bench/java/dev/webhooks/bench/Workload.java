package dev.webhooks.bench;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointBuilder;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.EndpointStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is sent to, and what: endpoints in groups, each group a tenant, so that an event is owed to
 * every endpoint of its tenant; bodies of 700 bytes.
 */
final class Workload implements EndpointStore {
  static final long FIRST_ENDPOINT = 1_000;
  static final String TYPE = "payment.succeeded";
  static final String SICK_TENANT = "sick";

  /** The ways in which a receiver can be sick, as paths. */
  static final List<String> SICK = List.of("/hang", "/reset", "/500");

  private static final String DOMAIN = ".receivers.example";
  static final SigningSecret SECRET = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private final EngineSetup setup;
  private final List<Endpoint> healthy = new ArrayList<>();
  private volatile List<Endpoint> sick = List.of();
  private long lastVersion;
  private long published;

  Workload(EngineSetup setup) {
    this.setup = setup;
    for (int i = 0; i < setup.endpoints(); i++) {
      healthy.add(healthy(i));
    }
    if (setup.sick()) {
      sendToTheSick(true);
    }
  }

  /** Lets the sick endpoints be sent to, or wait as if their targets were not verified yet. */
  void sendToTheSick(boolean send) {
    EndpointStatus status = send ? EndpointStatus.ENABLED : EndpointStatus.UNVERIFIED;
    List<Endpoint> changed = new ArrayList<>();
    for (int i = 0; i < SICK.size(); i++) {
      changed.add(sick(setup.endpoints() + i, SICK.get(i), status));
    }
    sick = changed;
  }

  int fanOut() {
    return setup.fanOut();
  }

  private Endpoint healthy(int index) {
    int host = index % setup.hosts();
    URI url =
        setup.authority().isEmpty()
            ? URI.create("http://" + address(host) + ":" + setup.port() + "/c" + index)
            : URI.create("https://h" + host + DOMAIN + ":" + setup.port() + "/c" + index);
    return endpoint(index, url)
        .tenant("tenant-" + index / setup.fanOut())
        .rateLimit(setup.rateLimit() == 0 ? null : setup.rateLimit())
        .build();
  }

  private Endpoint sick(int index, String path, EndpointStatus status) {
    URI url = URI.create("http://" + address(index) + ":" + setup.port() + path);
    return endpoint(index, url).tenant(SICK_TENANT).status(status).build();
  }

  private EndpointBuilder endpoint(int index, URI url) {
    return Endpoint.builder(FIRST_ENDPOINT + index, url)
        .types("*")
        .signedWith(SECRET)
        .version(++lastVersion);
  }

  /** An address of this machine for each host. */
  private static String address(int host) {
    return "127.0." + host / 250 + "." + (1 + host % 250);
  }

  /** The names that the receiver's certificate covers. */
  static String certificateName() {
    return "*" + DOMAIN;
  }

  String addressOf(String host) {
    return host.endsWith(DOMAIN)
        ? address(Integer.parseInt(host.substring(1, host.indexOf('.'))))
        : host;
  }

  /** The next event, for the next tenant. Confined to one thread. */
  Event event(long at) {
    long number = published++;
    String id = "evt_" + UlidCreator.getMonotonicUlid();
    String tail = ",\"at\":" + at + "}}";
    String head =
        "{\"id\":\""
            + id
            + "\",\"object\":\"event\",\"type\":\""
            + TYPE
            + "\",\"livemode\":true,\"data\":{\"pad\":\"";
    int pad = Ceiling.BODY_BYTES - head.length() - tail.length() - 1;
    String body = head + "x".repeat(pad) + "\"" + tail;
    return new Event(
        id,
        "tenant-" + number % setup.tenants(),
        TYPE,
        true,
        Set.of(),
        body.getBytes(StandardCharsets.US_ASCII),
        null);
  }

  @Override
  public List<Endpoint> changedAfter(long version) {
    return Stream.concat(healthy.stream(), sick.stream())
        .filter(endpoint -> endpoint.version() > version)
        .toList();
  }

  @Override
  public boolean disable(long endpointId, DisableReason reason) {
    return false;
  }
}
