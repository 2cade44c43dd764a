package dev.webhooks.examples;

import dev.webhooks.core.dispatch.RegisteredEndpoints;
import dev.webhooks.core.dispatch.WebhookSender;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.target.TargetPolicy;
import java.net.URI;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A sender inside an application: register an endpoint, publish an event. */
public final class EmbedInTenLines {
  private EmbedInTenLines() {}

  /**
   * Sends one event to {@code http://127.0.0.1:9000/hooks}, where the command line's {@code listen}
   * listens, and goes on until it is stopped.
   */
  public static void main(String[] args) throws InterruptedException {
    var url = URI.create(args.length > 0 ? args[0] : "http://127.0.0.1:9000/hooks");
    var dataSource = new JdbcDataSource();
    dataSource.setUrl("jdbc:h2:./data/embedded;WRITE_DELAY=0");
    WebhookSender webhooks = start(dataSource, url);
    Runtime.getRuntime().addShutdownHook(new Thread(webhooks::close));
    System.out.println("published " + publish(webhooks));
    // The sender's threads are daemons: without anything else to do the process would end.
    Thread.currentThread().join();
  }

  /**
   * One sender for the life of the application; what is owed when it closes is sent by the next.
   */
  static WebhookSender start(DataSource dataSource, URI url) {
    var endpoints =
        RegisteredEndpoints.of(
            Endpoint.builder(1, url)
                .types("payment.*")
                .signedWith(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .build());
    return WebhookSender.builder(dataSource, endpoints).targets(TargetPolicy.development()).start();
  }

  static String publish(WebhookSender webhooks) {
    return webhooks.publish("payment.succeeded", "{\"object\":{\"amount\":10000}}");
  }
}
