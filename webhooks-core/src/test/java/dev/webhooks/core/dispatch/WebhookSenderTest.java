package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGPoolingDataSource;

/** The whole thing, over sockets, threads and real databases. */
class WebhookSenderTest {
  private static final SigningSecret SECRET =
      SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static EmbeddedPostgres postgres;

  private final Queue<DispatchListener.Outcome> outcomes = new ConcurrentLinkedQueue<>();

  static Stream<DataSource> databases() throws IOException {
    return Stream.of(h2(), postgres());
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void what_fails_once_arrives_later_and_every_delivery_settles_once(DataSource dataSource) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (var receiver =
        ScriptedReceiver.start(
            request ->
                seen.add(request.path() + request.findHeader("webhook-id").orElseThrow())
                        && request.bodyText().hashCode() % 3 == 0
                    ? Answer.status(503)
                    : Answer.ok())) {
      var endpoints = new RegisteredEndpoints();
      for (int id = 1; id <= 10; id++) {
        endpoints.put(
            Endpoint.builder(id, receiver.url("/r" + id))
                .signedWith(SECRET)
                .retrySchedule(RetrySchedule.parse("PT0.05S,PT0.1S"))
                .ordered(id == 10)
                .build());
      }
      try (var first = start(dataSource, endpoints)) {
        var expected = publish(first, 30);
        try (var second = start(dataSource, endpoints)) {
          expected.addAll(publish(second, 30));
          await(() -> settled() >= 600, first, second);
        }
        assertThat(settled()).isEqualTo(600);
        assertThat(outcomes)
            .filteredOn(outcome -> outcome.recorded() == Recorded.SETTLED)
            .allMatch(
                outcome ->
                    outcome
                        .item()
                        .decision()
                        .equals(new Decision.Settle(DeliveryStatus.SUCCEEDED)));
        for (int id = 1; id <= 10; id++) {
          assertThat(idsAt(receiver, "/r" + id)).as("receiver " + id).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void publishing_shares_the_applications_transaction(DataSource dataSource) {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      var endpoints = RegisteredEndpoints.of(Endpoint.builder(11, receiver.url("/")).build());
      try (var webhooks = start(dataSource, endpoints)) {
        try {
          webhooks
              .transactions()
              .run(
                  () -> {
                    webhooks.publish("payment.failed", "{}");
                    throw new IllegalStateException("rolled back");
                  });
        } catch (IllegalStateException expected) {
          // The application's own.
        }
        webhooks.transactions().run(() -> webhooks.publish("payment.succeeded", "{}"));
        receiver.awaitRequests(1);
        await(() -> settled() >= 1, webhooks);
        assertThat(receiver.requests())
            .extracting(request -> request.findHeader("x-webhook-event-type").orElseThrow())
            .containsExactly("payment.succeeded");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void publishing_joins_the_transactions_it_is_told_of(DataSource dataSource) {
    var manager = new LocalTransactions(dataSource);
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      var endpoints = RegisteredEndpoints.of(Endpoint.builder(12, receiver.url("/")).build());
      try (var webhooks = builder(dataSource, endpoints).transactions(manager, manager).start()) {
        assertThatThrownBy(
                () ->
                    manager.run(
                        () -> {
                          webhooks.publish("payment.failed", "{}");
                          throw new IllegalStateException("rolled back");
                        }))
            .hasMessage("rolled back");
        manager.run(() -> webhooks.publish("payment.succeeded", "{}"));
        webhooks.publish("payment.settled", "{}");
        receiver.awaitRequests(2);
        assertThat(receiver.requests())
            .extracting(request -> request.findHeader("x-webhook-event-type").orElseThrow())
            .containsExactlyInAnyOrder("payment.succeeded", "payment.settled");
        assertThatThrownBy(webhooks::transactions).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void a_receiver_can_verify_what_it_gets() throws Exception {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      var endpoints =
          RegisteredEndpoints.of(Endpoint.builder(1, receiver.url("/")).signedWith(SECRET).build());
      try (var webhooks = start(h2(), endpoints)) {
        String id = webhooks.publish("payment.succeeded", "{\"object\":{\"amount\":10000}}");
        var request = receiver.awaitRequests(1).get(0);
        assertThat(request.findHeader("webhook-id")).contains(id);
        assertThat(request.bodyText()).contains("\"data\":{\"object\":{\"amount\":10000}}");
        assertThat(request.bodyText()).containsPattern("\"created\":\"[-0-9]{10}T[:0-9]{8}Z\"");
        var verifier = WebhookVerifier.standardWebhooks().secret(SECRET).build();
        assertThat(verifier.verify(name -> request.findHeader(name).orElse(null), request.body()))
            .isNotNull();
      }
    }
  }

  private WebhookSender start(DataSource dataSource, RegisteredEndpoints endpoints) {
    return builder(dataSource, endpoints).start();
  }

  private WebhookSenderBuilder builder(DataSource dataSource, RegisteredEndpoints endpoints) {
    return WebhookSender.builder(dataSource, endpoints)
        .targets(TargetPolicy.development())
        .settings(DispatcherSettings.DEFAULT.withLease(Duration.ofSeconds(5)))
        .listener(outcomes::addAll);
  }

  private static Set<String> publish(WebhookSender webhooks, int count) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      ids.add(webhooks.publish("payment.succeeded", "{\"n\":" + i + "}"));
    }
    return ids;
  }

  private long settled() {
    return outcomes.stream().filter(outcome -> outcome.recorded() == Recorded.SETTLED).count();
  }

  private static Set<String> idsAt(ScriptedReceiver receiver, String path) {
    Set<String> ids = new HashSet<>();
    receiver.requests().stream()
        .filter(request -> request.path().equals(path))
        .forEach(request -> ids.add(request.findHeader("webhook-id").orElseThrow()));
    return ids;
  }

  private static void await(BooleanSupplier condition, WebhookSender... senders) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(Arrays.stream(senders).map(WebhookSender::stats).toList());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static DataSource h2() {
    return JdbcConnectionPool.create(
        "jdbc:h2:mem:" + Long.toHexString(System.nanoTime()) + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  @SuppressWarnings("deprecation") // Good enough for a test, and there is no other in the build.
  private static DataSource postgres() throws IOException {
    if (postgres == null) {
      postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists webhooks cascade");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var pool = new PGPoolingDataSource();
    pool.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
    pool.setMaxConnections(20);
    return pool;
  }
}
