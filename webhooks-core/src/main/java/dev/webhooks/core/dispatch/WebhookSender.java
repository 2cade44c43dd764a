package dev.webhooks.core.dispatch;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.payload.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks inside an application: publishes events in the application's own transactions and sends
 * them, signed and retried, from the application's own process. Several processes on one database
 * share the work. Its threads are daemons, which keep no process alive. Thread-safe.
 *
 * <pre>{@code
 * var endpoints = RegisteredEndpoints.of(
 *     Endpoint.builder(1, URI.create("https://example.com/hooks"))
 *         .signedWith(SigningSecret.of("whsec_…"))
 *         .build());
 * var webhooks = WebhookSender.builder(dataSource, endpoints).start();
 * webhooks.publish("payment.succeeded", "{\"object\":{\"amount\":10000}}");
 * }</pre>
 */
public final class WebhookSender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TYPE = Pattern.compile("[!-~]{1,128}");

  private final EventPublisher publisher;
  private final Dispatcher dispatcher;
  private final @Nullable LocalTransactions transactions;
  private final InstantSource clock;
  private final String tenant;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  WebhookSender(
      EventPublisher publisher,
      Dispatcher dispatcher,
      @Nullable LocalTransactions transactions,
      InstantSource clock,
      String tenant,
      Runnable onClose) {
    this.publisher = publisher;
    this.dispatcher = dispatcher;
    this.transactions = transactions;
    this.clock = clock;
    this.tenant = tenant;
    this.onClose = onClose;
  }

  /**
   * Collects what is needed.
   *
   * @param dataSource PostgreSQL or H2, pooled; keeps its tables in the schema {@code webhooks}. H2
   *     loses the last half second of commits with a process that is killed, unless its URL says
   *     {@code WRITE_DELAY=0}
   * @param endpoints who is sent to
   */
  public static WebhookSenderBuilder builder(DataSource dataSource, RegisteredEndpoints endpoints) {
    return new WebhookSenderBuilder(dataSource, endpoints);
  }

  /**
   * Publishes an event under a new id, as {@code {"id":…,"type":…,"created":…,"data":…}}.
   *
   * @param type such as {@code payment.succeeded}: 1 to 128 printable ASCII characters
   * @param dataJson the JSON value of {@code data}, sent as it is
   * @return the event's id
   * @throws IllegalArgumentException when the type is none, or the data is not one JSON value
   * @throws IllegalStateException after {@link #close}
   */
  public String publish(String type, String dataJson) {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "An event's type has 1 to 128 printable ASCII characters without spaces");
    }
    byte[] data = dataJson.getBytes(StandardCharsets.UTF_8);
    EventEnvelope.requireJson(data);
    String id = "evt_" + UlidCreator.getMonotonicUlid();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    byte[] body = EventEnvelope.write(id, type, now, true, null, data);
    publish(List.of(EventToPublish.of(new Event(id, tenant, type, true, Set.of(), body, null))));
    return id;
  }

  /**
   * Publishes events with everything chosen by the caller.
   *
   * @return one result per event, in order
   * @throws IllegalStateException after {@link #close}
   */
  public List<Publication> publish(List<EventToPublish> events) {
    if (closed.get()) {
      throw new IllegalStateException("The sender was closed");
    }
    return publisher.publish(events);
  }

  /**
   * The application's transactions: what is published inside {@link LocalTransactions#run} is
   * stored with what the application writes on {@link LocalTransactions#getConnection}, sent when
   * both are committed and never when they are rolled back.
   *
   * @throws IllegalStateException when publishing joins other transactions: those that {@link
   *     WebhookSenderBuilder#transactions} was given
   */
  public LocalTransactions transactions() {
    if (transactions == null) {
      throw new IllegalStateException(
          "Publishing joins the transactions that the sender's builder was given; use those");
    }
    return transactions;
  }

  /** What has been sent and what is under way. */
  public DispatcherStats stats() {
    return dispatcher.stats();
  }

  /**
   * Waits half a minute at most for what is under way, then stops. What is owed stays owed. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      dispatcher.drainAndStop(PATIENCE);
      onClose.run();
    }
  }
}
