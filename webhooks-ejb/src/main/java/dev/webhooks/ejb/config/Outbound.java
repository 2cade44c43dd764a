package dev.webhooks.ejb.config;

import dev.webhooks.core.dispatch.HttpTokenClient;
import dev.webhooks.core.dispatch.TestSender;
import dev.webhooks.core.dispatch.TokenClient;
import dev.webhooks.core.http.HostResolver;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.http.TransportOptions;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.dispatch.GuardedTokenClient;
import dev.webhooks.ejb.dispatch.JtaTransaction;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.endpoint.TransactionEnd;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;

/** Makes, once, what calls others and what knows the caller's transaction. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Outbound {
  private HttpTransport transport;
  private TokenClient tokens;
  private JtaTransaction transaction;

  /** For the client proxy. */
  protected Outbound() {}

  @Inject
  Outbound(
      Settings settings,
      TargetPolicy targets,
      @WebhooksDatabase TransactionSynchronizationRegistry transactions) {
    transport =
        new NettyHttpTransport(
            targets,
            TransportOptions.builder().tls(settings.sending().trust()).build(),
            HostResolver.SYSTEM);
    tokens = new HttpTokenClient(transport, settings.sending().connectTimeout(), Engine.USER_AGENT);
    transaction = new JtaTransaction(transactions);
  }

  @Produces
  HttpTransport transport() {
    return transport;
  }

  @Produces
  @Unguarded
  TokenClient tokens() {
    return tokens;
  }

  @Produces
  TestSender testSender(GuardedTokenClient guarded, InstantSource clock, Settings settings) {
    return new TestSender(
        transport, guarded, clock, settings.sending().connectTimeout(), Engine.USER_AGENT);
  }

  @Produces
  CallerTransaction transaction() {
    return transaction;
  }

  @Produces
  TransactionEnd transactionEnd() {
    return transaction::afterCompletion;
  }
}
