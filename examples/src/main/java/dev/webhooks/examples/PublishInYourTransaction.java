package dev.webhooks.examples;

import dev.webhooks.core.dispatch.WebhookSender;
import java.sql.Connection;
import java.sql.SQLException;

/** The event and the application's own row are committed together, or neither of them. */
public final class PublishInYourTransaction {
  private final WebhookSender webhooks;

  public PublishInYourTransaction(WebhookSender webhooks) {
    this.webhooks = webhooks;
  }

  /** Accepts a payment and tells the receivers of it once the row is committed. */
  public void accept(String reference, long amount) {
    webhooks
        .transactions()
        .run(
            () -> {
              insert(reference, amount);
              webhooks.publish(
                  "payment.succeeded",
                  "{\"object\":{\"reference\":\"" + reference + "\",\"amount\":" + amount + "}}");
            });
  }

  private void insert(String reference, long amount) {
    try (Connection connection = webhooks.transactions().getConnection();
        var statement =
            connection.prepareStatement("insert into payment (reference, amount) values (?, ?)")) {
      statement.setString(1, reference);
      statement.setLong(2, amount);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the payment " + reference + " could not be stored", e);
    }
  }
}
