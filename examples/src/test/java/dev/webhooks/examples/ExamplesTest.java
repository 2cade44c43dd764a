package dev.webhooks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.webhooks.core.dispatch.RegisteredEndpoints;
import dev.webhooks.core.dispatch.WebhookSender;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.target.TargetPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The examples do what they say. */
class ExamplesTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final BlockingQueue<String> verified = new LinkedBlockingQueue<>();
  private HttpServer receiver;

  @BeforeEach
  void receive() throws IOException {
    var verifier = WebhookVerifier.standardWebhooks().secret(SECRET).build();
    receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/hooks",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          try {
            verified.add(verifier.verify(exchange.getRequestHeaders()::getFirst, body).id());
          } catch (WebhookVerificationException e) {
            verified.add("refused: " + e.reason());
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks");
  }

  private static DataSource database(String name) {
    var dataSource = new JdbcDataSource();
    dataSource.setUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    return dataSource;
  }

  @Test
  void an_embedded_sender_delivers_what_it_published() throws InterruptedException {
    try (var webhooks = EmbedInTenLines.start(database("ten_lines"), url())) {
      String id = EmbedInTenLines.publish(webhooks);
      assertThat(verified.poll(30, TimeUnit.SECONDS)).isEqualTo(id);
    }
  }

  @Test
  void an_event_is_sent_with_the_row_it_was_committed_with() throws Exception {
    DataSource database = database("own_transaction");
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table payment (reference varchar(50) primary key, amount bigint)");
    }
    var endpoints =
        RegisteredEndpoints.of(
            Endpoint.builder(1, url()).signedWith(SigningSecret.of(SECRET)).build());
    try (var webhooks =
        WebhookSender.builder(database, endpoints).targets(TargetPolicy.development()).start()) {
      new PublishInYourTransaction(webhooks).accept("ORDER-1", 10_000);
      assertThat(verified.poll(30, TimeUnit.SECONDS)).startsWith("evt_");
    }
  }

  @Test
  void an_event_published_in_springs_transaction_is_sent_when_that_commits() throws Exception {
    DataSource database = database("spring");
    var endpoints =
        RegisteredEndpoints.of(
            Endpoint.builder(1, url()).signedWith(SigningSecret.of(SECRET)).build());
    var spring = new TransactionTemplate(new DataSourceTransactionManager(database));
    try (var webhooks =
        PublishWithSpring.sender(database, endpoints).targets(TargetPolicy.development()).start()) {
      spring.executeWithoutResult(
          transaction -> {
            webhooks.publish("payment.failed", "{}");
            transaction.setRollbackOnly();
          });
      String committed = spring.execute(status -> webhooks.publish("payment.succeeded", "{}"));
      assertThat(verified.poll(30, TimeUnit.SECONDS)).isEqualTo(committed);
      String alone = webhooks.publish("payment.settled", "{}");
      assertThat(verified.poll(30, TimeUnit.SECONDS)).isEqualTo(alone);
    }
  }
}
