package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The typed client of the service: one sub-client per resource of the API.
 *
 * <pre>{@code
 * try (var client = WebhooksClient.builder()
 *     .baseUri(URI.create("https://webhooks.example.com"))
 *     .token(tokens::current)
 *     .build()) {
 *   client.events().publish(EventRequest.live("payment.succeeded", payment), "order-4711");
 * }
 * }</pre>
 *
 * <p>Thread-safe and meant to be kept: one per application. Every call blocks until it is answered;
 * a refusal is a {@link WebhooksApiException}, no answer at all a {@code
 * jakarta.ws.rs.ProcessingException}. Nothing is tried again unless {@link Builder#retryFor} asks
 * for it; some HTTP clients repeat a POST on a broken connection of their own accord, which is why
 * every single publication carries an idempotency key.
 *
 * <p>Runs on any JAX-RS 3.1 client with JSON-B 3. Jersey on {@code HttpURLConnection} (its default
 * outside a server) cannot send PATCH; with {@code jersey-jnh-connector} on the class path it can.
 */
public final class WebhooksClient implements AutoCloseable {
  /** True unless it is said: the token would be sent wherever a redirection points to. */
  private static final String JERSEY_FOLLOWS_REDIRECTIONS = "jersey.config.client.followRedirects";

  private final Client client;
  private final boolean ownsClient;
  private final WireFormat format = new WireFormat();
  private final ApiConnection connection;

  private WebhooksClient(
      Client client, boolean ownsClient, URI baseUri, Supplier<String> token, Builder builder) {
    this.client = client;
    this.ownsClient = ownsClient;
    this.connection =
        new ApiConnection(
            client.target(baseUri).path("api/v1").property(JERSEY_FOLLOWS_REDIRECTIONS, false),
            token,
            format,
            new BodyReader(builder.readTimeout),
            builder.repetition,
            builder.pauses);
  }

  /** A client still without address and token. */
  public static Builder builder() {
    return new Builder();
  }

  /** Webhooks for bank transactions. */
  public Webhooks webhooks() {
    return new Webhooks(connection);
  }

  /** Bank accounts and their virtual accounts. */
  public BankAccounts bankAccounts() {
    return new BankAccounts(connection);
  }

  /** Bank transactions. */
  public Transactions transactions() {
    return new Transactions(connection);
  }

  /** Endpoints for signed events; test, recovery and statistics of webhooks too. */
  public Endpoints endpoints() {
    return new Endpoints(connection);
  }

  /** Events. */
  public Events events() {
    return new Events(connection);
  }

  /** The event catalogue. */
  public EventTypes eventTypes() {
    return new EventTypes(connection);
  }

  /** Deliveries and their attempts, of endpoints and webhooks. */
  public Deliveries deliveries() {
    return new Deliveries(connection);
  }

  /** Recoveries in the background. */
  public Recoveries recoveries() {
    return new Recoveries(connection);
  }

  /**
   * Releases connections; calls in flight fail. A {@link Client} that was given stays open, its
   * owner closes it.
   */
  @Override
  public void close() {
    format.close();
    if (ownsClient) {
      client.close();
    }
  }

  /** Collects what a client needs; not thread-safe. */
  public static final class Builder {
    private static final String JERSEY_ON_JAVA_NET_HTTP =
        "org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider";

    private @Nullable URI baseUri;
    private @Nullable Supplier<String> token;
    private @Nullable Client client;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(30);
    private Repetition repetition = Repetition.NONE;
    private Pause pauses = pause -> Thread.sleep(pause.toMillis());

    private Builder() {}

    /** The service's address, without {@code /api/v1}; required. */
    public Builder baseUri(URI baseUri) {
      this.baseUri = baseUri;
      return this;
    }

    /** Asked for a valid access token before every call, from many threads; required. */
    public Builder token(Supplier<String> token) {
      this.token = token;
      return this;
    }

    /**
     * A JAX-RS client of one's own, with its own timeouts until an answer begins; it is not closed
     * with this one.
     */
    public Builder client(Client client) {
      this.client = client;
      return this;
    }

    /** How long a connection may take; 10 s. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    /** How long an answer may take to begin, and then to end; 30 s. */
    public Builder readTimeout(Duration timeout) {
      this.readTimeout = timeout;
      return this;
    }

    /**
     * Makes calls again that were refused because the client asks too often (429) or the service is
     * away (503), after the pause the service asks for; zero, the default, never does. After a 503
     * it is not known whether the call was carried out: only reads and publications with an
     * idempotency key are made again then.
     *
     * @param patience how long the pauses of one call may be together; when the next one would be
     *     longer, the refusal is thrown
     */
    public Builder retryFor(Duration patience) {
      this.repetition = new Repetition(patience);
      return this;
    }

    /** For tests: how time passes. */
    Builder pauses(Pause pauses) {
      this.pauses = pauses;
      return this;
    }

    /**
     * The client.
     *
     * @throws IllegalArgumentException without address or token
     */
    public WebhooksClient build() {
      if (baseUri == null || token == null) {
        throw new IllegalArgumentException("A client needs its baseUri and its token");
      }
      return client == null
          ? new WebhooksClient(newClient(), true, baseUri, token, this)
          : new WebhooksClient(client, false, baseUri, token, this);
    }

    private Client newClient() {
      ClientBuilder jaxrs =
          ClientBuilder.newBuilder()
              .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
              .readTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
              .property(JERSEY_FOLLOWS_REDIRECTIONS, false);
      letJerseySendPatch(jaxrs);
      return jaxrs.build();
    }

    /** Other implementations do not know the properties. */
    private static void letJerseySendPatch(ClientBuilder jaxrs) {
      if (isPresent(JERSEY_ON_JAVA_NET_HTTP)) {
        jaxrs.property("jersey.config.client.connector.provider", JERSEY_ON_JAVA_NET_HTTP);
      } else {
        // Works where java.net is open to it, as on Payara.
        jaxrs.property("jersey.config.client.httpUrlConnection.setMethodWorkaround", true);
      }
    }

    private static boolean isPresent(String className) {
      try {
        Class.forName(className, false, WebhooksClient.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }
}
