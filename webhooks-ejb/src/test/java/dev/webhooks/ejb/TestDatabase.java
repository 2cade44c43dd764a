package dev.webhooks.ejb;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A database of its own with the management tables, under a JPA provider without a container. */
public final class TestDatabase implements AutoCloseable {

  /** Which server's. */
  public enum Provider {
    /** Payara's. */
    ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider"),
    /** WildFly's. */
    HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider");

    private final String className;

    Provider(String className) {
      this.className = className;
    }
  }

  private final EntityManagerFactory factory;
  private final AutoCloseable server;

  private TestDatabase(Provider provider, String url, String user, AutoCloseable server)
      throws Exception {
    this.server = server;
    migrate(url, user);
    this.factory =
        Persistence.createEntityManagerFactory(
            "webhooks-test",
            Map.of(
                "jakarta.persistence.jdbc.url",
                url,
                "jakarta.persistence.jdbc.user",
                user,
                "jakarta.persistence.jdbc.password",
                "",
                "eclipselink.logging.level",
                "WARNING",
                "eclipselink.session-name",
                UUID.randomUUID().toString()));
  }

  public static TestDatabase h2(Provider provider) throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new TestDatabase(provider, url, "sa", () -> {});
  }

  public static TestDatabase postgresql(Provider provider) throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    return new TestDatabase(
        provider, server.getJdbcUrl("postgres", "postgres"), "postgres", server);
  }

  /** Runs an action in a transaction of its own, which commits unless the action throws. */
  public <T> T in(Function<EntityManager, T> action) {
    EntityManager database = factory.createEntityManager();
    try {
      database.getTransaction().begin();
      T result = action.apply(database);
      database.getTransaction().commit();
      return result;
    } finally {
      if (database.getTransaction().isActive()) {
        database.getTransaction().rollback();
      }
      database.close();
    }
  }

  @Override
  public void close() throws Exception {
    factory.close();
    server.close();
  }

  private static void migrate(String url, String user) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        var statement = connection.createStatement()) {
      statement.execute("create schema webhooks");
      for (String file :
          new String[] {
            "V10__endpoints.sql",
            "V11__event_types.sql",
            "V12__background_work.sql",
            "V13__operational_event_types.sql",
            "V14__event_type_examples.sql",
            "V15__client_certificates.sql",
            "V16__key_rotation.sql",
            "V17__ownership.sql"
          }) {
        statement.execute(resource("/dev/webhooks/ejb/migration/" + file));
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (var in = TestDatabase.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
