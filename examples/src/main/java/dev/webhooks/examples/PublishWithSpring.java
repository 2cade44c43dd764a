package dev.webhooks.examples;

import dev.webhooks.core.dispatch.RegisteredEndpoints;
import dev.webhooks.core.dispatch.WebhookSender;
import dev.webhooks.core.dispatch.WebhookSenderBuilder;
import dev.webhooks.core.spi.CallerTransaction;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A sender that takes part in Spring's transactions: what is published in a method with
 * {@code @Transactional} is sent when that commits, and never when it rolls back.
 */
public final class PublishWithSpring {
  private PublishWithSpring() {}

  /** For a {@code @Bean(destroyMethod = "close")} that is started with the application. */
  public static WebhookSenderBuilder sender(DataSource dataSource, RegisteredEndpoints endpoints) {
    var springs = new TransactionAwareDataSourceProxy(dataSource);
    return WebhookSender.builder(dataSource, endpoints)
        .transactions(springs::getConnection, new SpringTransaction());
  }

  private static final class SpringTransaction implements CallerTransaction {
    @Override
    public boolean isActive() {
      return TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Override
    public void afterCommit(Runnable action) {
      if (!isActive()) {
        action.run();
        return;
      }
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              action.run();
            }
          });
    }
  }
}
