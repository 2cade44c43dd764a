package dev.webhooks.ejb.config;

import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.dispatch.JtaTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Makes, once, what calls others and what knows the caller's transaction. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Outbound {
  private HttpTransport transport;
  private CallerTransaction transaction;

  /** For the client proxy. */
  protected Outbound() {}

  @Inject
  Outbound(
      TargetPolicy targets, @WebhooksDatabase TransactionSynchronizationRegistry transactions) {
    transport = new NettyHttpTransport(targets);
    transaction = new JtaTransaction(transactions);
  }

  @Produces
  HttpTransport transport() {
    return transport;
  }

  @Produces
  CallerTransaction transaction() {
    return transaction;
  }
}
