package dev.webhooks.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.File;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What only the inside of a server can show: injection, JTA and the pooled data source. */
@ArquillianTest
class InContainerIT {

  @Inject private BeanManager beans;

  @Resource(lookup = "java:app/jdbc/webhooks")
  private DataSource dataSource;

  @Deployment
  static WebArchive service() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("it.war")))
        .addClass(InContainerIT.class);
  }

  @Test
  void beans_and_the_data_source_are_injected() throws Exception {
    assertEquals(1, beans.getBeans(BeanManager.class).size());
    try (var connection = dataSource.getConnection()) {
      assertEquals("H2", connection.getMetaData().getDatabaseProductName());
    }
  }
}
