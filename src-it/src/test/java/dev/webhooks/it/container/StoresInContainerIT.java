package dev.webhooks.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.config.ConfiguredDataSource;
import dev.webhooks.ejb.dispatch.GuardedEventStore;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.EndpointEntity;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.it.support.Deadline;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The stores inside a server, with the server's own JPA, JTA and Fault Tolerance, on PostgreSQL:
 * what it refuses or breaks off for a moment is tried again, and concurrent changes of an endpoint
 * do not overwrite each other.
 */
@ArquillianTest
class StoresInContainerIT {

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String DEADLOCK_DETECTED = "40P01";

  private final String tenant = "tenant-" + UUID.randomUUID();
  private final List<Connection> sessions = new ArrayList<>();

  private EventStore unguarded;

  @Inject private GuardedEventStore guarded;
  @Inject private EndpointService endpoints;
  @Inject private Elsewhere elsewhere;
  @Inject private UserTransaction transaction;
  @Inject @WebhooksDatabase private EntityManager database;
  @Inject @WebhooksDatabase private ManagedThreadFactory threads;

  @Deployment
  static WebArchive service() {
    return ServiceArchive.onPostgres(StoresInContainerIT.class, Elsewhere.class);
  }

  @Inject
  void use(@Unguarded EventStore unguarded) {
    this.unguarded = unguarded;
  }

  /** Does something in a transaction of its own, while the caller's is open. */
  @Dependent
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public static class Elsewhere {
    public void run(Runnable action) {
      action.run();
    }
  }

  @AfterEach
  void closeSessions() throws SQLException {
    for (Connection session : sessions) {
      session.close();
    }
  }

  @Test
  void a_publish_that_loses_a_deadlock_is_tried_again() throws Exception {
    List<Appended> appended = publishIntoDeadlock(guarded).get(30, TimeUnit.SECONDS);
    assertEquals(3, appended.size());
    appended.forEach(one -> assertInstanceOf(Appended.Stored.class, one));
  }

  /** That it is the guard that tries again, and that the deadlock is one. */
  @Test
  void without_the_guard_a_publish_that_loses_a_deadlock_fails() throws Exception {
    var publishing = publishIntoDeadlock(unguarded);
    var failure =
        assertThrows(ExecutionException.class, () -> publishing.get(30, TimeUnit.SECONDS));
    assertEquals(DEADLOCK_DETECTED, stateOf(failure));
  }

  @Test
  void a_read_whose_connection_is_cut_is_tried_again() throws Exception {
    long number = stored("evt_read");
    Connection locking = session();
    execute(locking, "lock table webhooks.event in access exclusive mode");
    var reading = start(() -> guarded.load(List.of(number)));
    long victim = awaitBlockedBy(processOf(locking));
    execute(locking, "select pg_terminate_backend(" + victim + ")");
    awaitGone(victim);
    locking.rollback();
    assertEquals("evt_read", reading.get(30, TimeUnit.SECONDS).get(number).id());
  }

  @Test
  void an_endpoint_is_read_as_it_was_created() {
    var settings =
        new EndpointSettings(
            "Cửa hàng",
            URI.create("https://example.com/hook?a=b"),
            true,
            new Events(
                List.of(new EventTypePattern("payment.*")), true, Set.of("web", "app"), "{}"),
            new Signed(Set.of(SignatureScheme.STANDARD), List.of()),
            BodyFormat.JSON,
            List.of(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            Duration.ofSeconds(7),
            List.of(new Header("X-Shop", "7")),
            50,
            true,
            false,
            Map.of("team", "checkout"),
            false);
    EndpointRecord created = endpoints.create(tenant, Face.EPAYSE, settings);
    EndpointRecord found = endpoints.find(tenant, created.id()).orElseThrow();
    assertEquals(created, found);
    assertEquals(settings.withCredentials(found.settings().credentials()), found.settings());
    assertEquals(1, found.signingKeys().size());
  }

  @Test
  void of_two_concurrent_updates_of_one_version_one_gets_the_conflict() throws Exception {
    EndpointRecord created = newEndpoint();
    var together = new CyclicBarrier(2);
    var updates = List.of(renaming(created, "one", together), renaming(created, "two", together));
    int conflicts = 0;
    for (FutureTask<EndpointRecord> update : updates) {
      try {
        update.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertInstanceOf(Refusal.StaleVersion.class, e.getCause());
        conflicts++;
      }
    }
    assertEquals(1, conflicts);
  }

  @Test
  void an_update_without_a_version_keeps_what_another_changed_since_it_was_read() throws Exception {
    EndpointRecord created = newEndpoint();
    transaction.begin();
    endpoints.find(tenant, created.id());
    elsewhere.run(() -> rename(created, "renamed"));
    endpoints.disable(tenant, created.id(), "paused");
    transaction.commit();
    EndpointRecord found = endpoints.find(tenant, created.id()).orElseThrow();
    assertEquals("renamed", found.settings().name());
    assertEquals("paused", found.disabledReason());
  }

  @Test
  void of_two_open_transactions_that_changed_an_endpoint_the_later_rolls_back() throws Exception {
    EndpointRecord created = newEndpoint();
    transaction.begin();
    var mine = database.find(EndpointEntity.class, created.id());
    database.lock(mine, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
    elsewhere.run(() -> rename(created, "the first to commit"));
    var failure = assertThrows(RollbackException.class, transaction::commit);
    assertTrue(isOptimisticLock(failure), () -> "cause: " + failure.getCause());
    assertEquals(
        "the first to commit",
        endpoints.find(tenant, created.id()).orElseThrow().settings().name());
  }

  /**
   * Publishes keys a, b, c while others hold b and c: when b is given back, the publish, which
   * already has a, waits for the session with c, and that one waits for a. The publish waits last,
   * so it is the one that sees the deadlock and is ended.
   */
  private FutureTask<List<Appended>> publishIntoDeadlock(EventStore store) throws Exception {
    Connection holdsB = session();
    reserve(holdsB, "b");
    Connection holdsC = session();
    execute(holdsC, "set deadlock_timeout = '1h'");
    reserve(holdsC, "c");
    var publishing = start(() -> store.append(List.of(event("a"), event("b"), event("c"))));
    long publisher = awaitBlockedBy(processOf(holdsB));
    var waiting = start(() -> reserve(holdsC, "a"));
    awaitBlockedBy(publisher);
    holdsB.rollback();
    assertTrue(waiting.get(30, TimeUnit.SECONDS), "the session got what the publish gave up");
    holdsC.rollback();
    return publishing;
  }

  /** What a publish with this key does first. */
  private boolean reserve(Connection session, String key) throws SQLException {
    String insert =
        "insert into webhooks.idempotency"
            + " (tenant, idempotency_key, content_hash, event_number, expires_at)"
            + " values (?, ?, '', 1, now())";
    try (var statement = session.prepareStatement(insert)) {
      statement.setString(1, tenant);
      statement.setString(2, key);
      return statement.executeUpdate() == 1;
    }
  }

  private NewEvent event(String key) {
    String id = "evt_" + key + "_" + UUID.randomUUID();
    return new NewEvent(event(tenant, id), List.of(), new Idempotency(key, new byte[32]));
  }

  private static Event event(String tenant, String id) {
    return new Event(id, tenant, "payment.succeeded", false, Set.of(), BODY, null);
  }

  private long stored(String id) {
    var event = new NewEvent(event(tenant, id), List.of(), null);
    return ((Appended.Stored) unguarded.append(List.of(event)).get(0)).eventNumber();
  }

  private EndpointRecord newEndpoint() {
    var selection = new Events(List.of(new EventTypePattern("payment.*")), true, Set.of(), null);
    var signed = new Signed(Set.of(SignatureScheme.STANDARD), List.of());
    var url = URI.create("https://example.com/hook");
    return endpoints.create(
        tenant, Face.EPAYSE, EndpointSettings.of("as created", url, selection, signed));
  }

  private FutureTask<EndpointRecord> renaming(
      EndpointRecord seen, String name, CyclicBarrier together) {
    return start(
        () -> {
          together.await(30, TimeUnit.SECONDS);
          return endpoints.update(
              tenant, Face.EPAYSE, seen.id(), seen.version(), settings -> named(settings, name));
        });
  }

  private void rename(EndpointRecord endpoint, String name) {
    endpoints.update(tenant, Face.EPAYSE, endpoint.id(), null, settings -> named(settings, name));
  }

  private static EndpointSettings named(EndpointSettings settings, String name) {
    return EndpointSettings.of(name, settings.url(), settings.selection(), settings.credentials());
  }

  private <T> FutureTask<T> start(Callable<T> action) {
    var task = new FutureTask<T>(action);
    threads.newThread(task).start();
    return task;
  }

  /** A connection of its own to the service's database, with a transaction open. */
  private Connection session() throws SQLException {
    Connection session = new ConfiguredDataSource().getConnection();
    sessions.add(session);
    session.setAutoCommit(false);
    return session;
  }

  /** Waits until a backend waits for what the session holds; returns its process id. */
  private static long awaitBlockedBy(long session) {
    String blocked =
        "select coalesce(max(pid), 0) from pg_stat_activity where "
            + session
            + " = any(pg_blocking_pids(pid))";
    return Deadline.ofSeconds(30)
        .get(
            () -> Optional.of(ask(blocked)).filter(pid -> pid > 0),
            "a backend that waits for " + session);
  }

  private static void awaitGone(long session) {
    String left = "select count(*) from pg_stat_activity where pid = " + session;
    Deadline.ofSeconds(30).await(() -> ask(left) == 0, "the end of backend " + session);
  }

  private static long processOf(Connection session) throws SQLException {
    return number(session, "select pg_backend_pid()");
  }

  private static long ask(String question) {
    try (var session = new ConfiguredDataSource().getConnection()) {
      return number(session, question);
    } catch (SQLException e) {
      throw new IllegalStateException(question, e);
    }
  }

  private static long number(Connection session, String question) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Hibernate leaves its own exception in the transaction's. */
  private static boolean isOptimisticLock(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException
          || cause.getClass().getSimpleName().equals("StaleObjectStateException")) {
        return true;
      }
    }
    return false;
  }

  private static String stateOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return "none in " + failure;
  }
}
