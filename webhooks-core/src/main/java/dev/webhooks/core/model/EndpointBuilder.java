package dev.webhooks.core.model;

import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.target.HeaderPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Endpoint} from the little that differs. Not thread-safe. */
public final class EndpointBuilder {
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final int MAX_PORT = 65_535;

  private final long id;
  private String tenant = "default";
  private Face face = Face.EPAYSE;
  private EndpointStatus status = EndpointStatus.ENABLED;
  private URI url;
  private Subscription subscription =
      new Subscription.Events(List.of(new EventTypePattern("*")), true, Set.of(), EventFilter.ALL);
  private Authentication authentication = new Authentication.None();
  private BodyFormat bodyFormat = BodyFormat.JSON;
  private RetrySchedule retrySchedule = RetrySchedule.EPAYSE;
  private Duration timeout = Duration.ofSeconds(30);
  private List<Header> headers = List.of();
  private @Nullable Integer rateLimit;
  private boolean ordered;
  private boolean verifiesPayment;
  private long cancelledThrough;
  private long version = 1;

  EndpointBuilder(long id, URI url) {
    this.id = id;
    this.url = url;
  }

  EndpointBuilder(Endpoint from) {
    id = from.id();
    tenant = from.tenant();
    face = from.face();
    status = from.status();
    url = from.url();
    subscription = from.subscription();
    authentication = from.authentication();
    bodyFormat = from.bodyFormat();
    retrySchedule = from.retrySchedule();
    timeout = from.timeout();
    headers = from.headers();
    rateLimit = from.rateLimit();
    ordered = from.ordered();
    verifiesPayment = from.verifiesPayment();
    cancelledThrough = from.cancelledThrough();
    version = from.version();
  }

  /** Whose it is; {@code default} when not given. */
  public EndpointBuilder tenant(String newTenant) {
    this.tenant = newTenant;
    return this;
  }

  /** Whose rules it follows; EPaySe's when not given. */
  public EndpointBuilder face(Face newFace) {
    this.face = newFace;
    return this;
  }

  /** Whether it is sent anything; it is when not given. */
  public EndpointBuilder status(EndpointStatus newStatus) {
    this.status = newStatus;
    return this;
  }

  /** The target. */
  public EndpointBuilder url(URI newUrl) {
    this.url = newUrl;
    return this;
  }

  /** Live events of these types, families such as {@code payment.*} or {@code *}. */
  public EndpointBuilder types(String... patterns) {
    List<EventTypePattern> types = Arrays.stream(patterns).map(EventTypePattern::new).toList();
    return subscription(new Subscription.Events(types, true, Set.of(), EventFilter.ALL));
  }

  /** Which events it takes; every live one when not given. */
  public EndpointBuilder subscription(Subscription newSubscription) {
    this.subscription = newSubscription;
    return this;
  }

  /** Signs with this secret as EPaySe and Standard Webhooks do. */
  public EndpointBuilder signedWith(SigningSecret secret) {
    return signedWith(secret, SignatureScheme.EPAYSE, SignatureScheme.STANDARD);
  }

  /** Signs with this secret by these schemes. */
  public EndpointBuilder signedWith(
      SigningSecret secret, SignatureScheme first, SignatureScheme... more) {
    return authentication(
        new Authentication.Signed(EnumSet.of(first, more), List.of(new SigningKey(secret, null))));
  }

  /** How its receiver knows us; not at all when not given. */
  public EndpointBuilder authentication(Authentication newAuthentication) {
    this.authentication = newAuthentication;
    return this;
  }

  /** The form of the body; JSON when not given. */
  public EndpointBuilder bodyFormat(BodyFormat newBodyFormat) {
    this.bodyFormat = newBodyFormat;
    return this;
  }

  /** When failures are tried again; EPaySe's schedule when not given. */
  public EndpointBuilder retrySchedule(RetrySchedule newSchedule) {
    this.retrySchedule = newSchedule;
    return this;
  }

  /** The total deadline of an attempt; 30 seconds when not given. */
  public EndpointBuilder timeout(Duration newTimeout) {
    this.timeout = newTimeout;
    return this;
  }

  /** Headers sent with every request. */
  public EndpointBuilder headers(Header... newHeaders) {
    this.headers = List.of(newHeaders);
    return this;
  }

  /** At most so many attempts per second; null, the default, for no limit. */
  public EndpointBuilder rateLimit(@Nullable Integer perSecond) {
    this.rateLimit = perSecond;
    return this;
  }

  /** Whether deliveries wait for the one before; they do not when not given. */
  public EndpointBuilder ordered(boolean isOrdered) {
    this.ordered = isOrdered;
    return this;
  }

  /** Whether an accepted delivery marks the bank transaction as verified. */
  public EndpointBuilder verifiesPayment(boolean verifies) {
    this.verifiesPayment = verifies;
    return this;
  }

  /** Up to which delivery a disabling cancelled. */
  public EndpointBuilder cancelledThrough(long deliveryId) {
    this.cancelledThrough = deliveryId;
    return this;
  }

  /** The number of the change that led to this state. */
  public EndpointBuilder version(long newVersion) {
    this.version = newVersion;
    return this;
  }

  /**
   * The endpoint.
   *
   * @throws IllegalArgumentException when it could not be sent to; the message begins with the name
   *     of the field
   */
  public Endpoint build() {
    require(id > 0, "id must be positive: " + id);
    require(isCallable(url), "url must be an http or https URL with a host: " + url);
    require(
        timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "timeout must be positive and at most an hour: " + timeout);
    require(rateLimit == null || rateLimit > 0, "rateLimit must be positive: " + rateLimit);
    headers.forEach(header -> requireSendable("headers", header.name(), header.value()));
    requireUsable(authentication);
    return new Endpoint(
        id,
        tenant,
        face,
        status,
        url,
        subscription,
        authentication,
        bodyFormat,
        retrySchedule,
        timeout,
        headers,
        rateLimit,
        ordered,
        verifiesPayment,
        cancelledThrough,
        version);
  }

  private static boolean isCallable(URI url) {
    boolean http =
        "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    return http && url.getHost() != null && url.getPort() != 0 && url.getPort() <= MAX_PORT;
  }

  private static void requireUsable(Authentication authentication) {
    if (authentication instanceof Authentication.Signed signed) {
      require(!signed.schemes().isEmpty(), "authentication must name a signature scheme");
      for (SignatureScheme scheme : signed.schemes()) {
        require(
            signed.keys().stream().anyMatch(key -> key.secret().supports(scheme)),
            "authentication has no secret that can sign by the scheme " + scheme.wireName());
      }
    } else if (authentication instanceof Authentication.FixedHeader header) {
      requireSendable("authentication", header.name(), header.value().reveal());
    }
  }

  private static void requireSendable(String field, String name, String value) {
    HeaderPolicy.refusalOfCredential(name, value)
        .ifPresent(
            words -> {
              throw new IllegalArgumentException(
                  field + " " + words + ": " + name.replaceAll("[^ -~]", "?"));
            });
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
