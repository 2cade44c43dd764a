package dev.webhooks.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.webhooks.ejb.publish.EventItem;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.ejb.publish.Publishing;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * What only the inside of a server can show: an application publishes in its own JTA transaction.
 * Runs on the embedded database.
 */
@ArquillianTest
class InContainerIT {

  private final String tenant = "tenant-" + UUID.randomUUID();

  @Inject private Publishing publishing;
  @Inject private UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/webhooks")
  private DataSource dataSource;

  @Deployment
  static WebArchive service() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("it.war")))
        .addClass(InContainerIT.class);
  }

  @Test
  void what_is_published_is_there_when_the_callers_transaction_commits() throws Exception {
    transaction.begin();
    publish();
    publish();
    transaction.commit();
    assertEquals(2, storedEvents());
  }

  @Test
  void what_is_published_is_gone_when_the_callers_transaction_rolls_back() throws Exception {
    transaction.begin();
    publish();
    transaction.rollback();
    assertEquals(0, storedEvents());
  }

  @Test
  void without_a_transaction_it_is_committed_on_return() throws Exception {
    publish();
    assertEquals(1, storedEvents());
  }

  private void publish() {
    byte[] data = "{\"object\":{\"amount\":1}}".getBytes(StandardCharsets.UTF_8);
    var event = EventItem.of("payment.succeeded", data, false);
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
