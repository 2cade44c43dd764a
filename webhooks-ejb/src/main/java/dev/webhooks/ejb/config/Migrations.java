package dev.webhooks.ejb.config;

import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.SqlDialect;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the database to the version that this build needs. Several nodes may do so at once: one
 * does the work, the others wait for it. The scripts are listed here, since application servers
 * hide the contents of their archives from those who search.
 */
final class Migrations {
  private static final String CORE = "dev/webhooks/core/jdbc/";
  private static final String MANAGEMENT = "dev/webhooks/ejb/migration/";
  private static final List<String> MANAGEMENT_SCRIPTS =
      List.of(
          "V10__endpoints.sql",
          "V11__event_types.sql",
          "V12__background_work.sql",
          "V13__operational_event_types.sql",
          "V14__event_type_examples.sql",
          "V15__client_certificates.sql",
          "V16__key_rotation.sql",
          "V17__ownership.sql");

  /**
   * A migration may take longer than what a role may do otherwise, and the session that keeps other
   * nodes away has nothing to do meanwhile.
   */
  private static final String WITHOUT_LIMITS =
      """
      set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0
      """;

  private final DataSource dataSource;
  private final Database database;

  /**
   * @param dataSource joins no transaction
   */
  Migrations(DataSource dataSource, Database database) {
    this.dataSource = dataSource;
    this.database = database;
  }

  /**
   * Applies what is missing; returns how many scripts that were.
   *
   * @throws IllegalArgumentException when it is not a database that the scripts are for
   */
  int apply() {
    SqlDialect.of(dataSource);
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .schemas(database.schema())
        .table("schema_history")
        .resourceProvider(new Scripts(scripts()))
        .javaMigrationClassProvider(List::of)
        .initSql(database == Database.POSTGRESQL ? WITHOUT_LIMITS : "")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /** Every script of this database product, as a class path resource. */
  List<String> scripts() {
    return Stream.concat(
            JdbcSchema.scripts().stream().map(name -> CORE + database.folder() + "/" + name),
            MANAGEMENT_SCRIPTS.stream().map(name -> MANAGEMENT + name))
        .toList();
  }

  private record Scripts(List<String> names) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return names.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return names.stream()
          .<LoadableResource>map(Script::new)
          .filter(script -> script.getFilename().startsWith(prefix))
          .toList();
    }
  }

  private static final class Script extends LoadableResource {
    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getClassLoader().getResourceAsStream(name);
      return new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
