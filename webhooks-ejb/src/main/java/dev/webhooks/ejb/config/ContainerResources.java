package dev.webhooks.ejb.config;

import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.sql.DataSource;

/**
 * What the application server gives us, as beans. Looked up once: in JNDI it takes a millisecond
 * each.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
class ContainerResources {
  @Produces
  @WebhooksDatabase
  @Resource(lookup = "java:app/jdbc/webhooks")
  private DataSource dataSource;

  @Produces
  @WebhooksDatabase
  @PersistenceContext(unitName = "webhooks")
  private EntityManager entityManager;

  @Produces
  @WebhooksDatabase
  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  @Produces
  @WebhooksDatabase
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;
}
