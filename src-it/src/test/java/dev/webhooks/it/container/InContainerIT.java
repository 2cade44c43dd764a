package dev.webhooks.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.ejb.publish.EventItem;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.ejb.publish.Publishing;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What only the inside of a server can show: an application publishes in its own JTA transaction,
 * and the server's timer finds what nobody told the dispatcher of. On PostgreSQL.
 */
@ArquillianTest
class InContainerIT {

  private static final byte[] DATA = "{\"object\":{\"amount\":1}}".getBytes(StandardCharsets.UTF_8);

  private final String tenant = "tenant-" + UUID.randomUUID();
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @Inject private Publishing publishing;
  @Inject private EndpointService endpoints;
  @Inject private EndpointDirectory directory;
  @Inject private UserTransaction transaction;

  private EventStore events;

  @Resource(lookup = "java:app/jdbc/webhooks")
  private DataSource dataSource;

  @Deployment
  static WebArchive service() {
    return ServiceArchive.onPostgres(InContainerIT.class);
  }

  @Inject
  void use(@Unguarded EventStore events) {
    this.events = events;
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void what_is_published_is_sent_when_the_callers_transaction_commits() throws Exception {
    newEndpoint();
    transaction.begin();
    publish();
    publish();
    transaction.commit();
    receiver.awaitRequests(2);
    assertEquals(2, storedEvents());
  }

  @Test
  void what_is_published_is_gone_when_the_callers_transaction_rolls_back() throws Exception {
    newEndpoint();
    transaction.begin();
    publish();
    transaction.rollback();
    assertEquals(0, storedEvents());
    publish();
    receiver.awaitRequests(1);
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void without_a_transaction_it_is_committed_on_return() throws Exception {
    publish();
    assertEquals(1, storedEvents());
  }

  @Test
  void the_heartbeat_finds_what_a_lost_wake_up_missed() throws Exception {
    newEndpoint();
    publishWithoutWakeUp("evt_lost");
    assertEquals(
        "evt_lost", receiver.awaitRequests(1).get(0).findHeader("webhook-id").orElseThrow());
  }

  /** Stored and committed, as by a node that died before it could tell anybody. */
  private void publishWithoutWakeUp(String id) {
    var publisher = new EventPublisher(directory, events, CallerTransaction.NONE, committed -> {});
    var event = new Event(id, tenant, "payment.succeeded", false, Set.of(), DATA, null);
    publisher.publish(List.of(EventToPublish.of(event)));
  }

  private void newEndpoint() {
    var selection = new Events(List.of(new EventTypePattern("payment.*")), false, Set.of(), null);
    var settings =
        EndpointSettings.of(
            "in the container",
            receiver.url("/hook"),
            selection,
            new Signed(Set.of(SignatureScheme.STANDARD), List.of()));
    endpoints.create(tenant, Face.EPAYSE, settings);
  }

  private void publish() {
    var event = EventItem.of("payment.succeeded", DATA, false);
    assertInstanceOf(
        PublishResult.Accepted.class, publishing.publishEvents(tenant, List.of(event)).get(0));
  }

  private int storedEvents() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement("select count(*) from webhooks.event where tenant = ?")) {
      query.setString(1, tenant);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
