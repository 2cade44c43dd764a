package dev.webhooks.war.health;

import dev.webhooks.ejb.dispatch.DispatcherLifecycle;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Drains the node while the database is still there: when beans are destroyed it is gone already.
 */
@WebListener
public class Shutdown implements ServletContextListener {

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    CDI.current().select(DispatcherLifecycle.class).get().stop();
  }
}
