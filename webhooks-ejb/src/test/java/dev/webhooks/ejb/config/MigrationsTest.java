package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {
  private static final String REFUSE_LIMITED_CHANGES =
      """
      create function refuse_limits() returns event_trigger language plpgsql as $$ begin
        if current_setting('statement_timeout') <> '0' or current_setting('lock_timeout') <> '0'
            or current_setting('idle_in_transaction_session_timeout') <> '0' then
          raise exception 'a change of the schema has a time limit';
        end if;
      end $$;
      create event trigger limits on ddl_command_start execute function refuse_limits();
      alter role postgres set statement_timeout = '1h';
      alter role postgres set lock_timeout = '1h';
      alter role postgres set idle_in_transaction_session_timeout = '1h';
      """;

  @Test
  void an_empty_h2_is_migrated_once() throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    migratesOnce(h2, Database.H2);
  }

  @Test
  void an_h2_with_names_in_lower_case_is_refused_by_the_option_that_makes_it_so() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DATABASE_TO_LOWER=TRUE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Migrations(h2, Database.H2).apply())
        .withMessageContaining("DATABASE_TO_LOWER=TRUE");
  }

  @Test
  void an_empty_postgresql_is_migrated_once() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      migratesOnce(server.getPostgresDatabase(), Database.POSTGRESQL);
    }
  }

  /** A migration may take longer than what administrators let applications do. */
  @Test
  void time_limits_of_the_role_do_not_count_for_migrations() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      DataSource database = server.getPostgresDatabase();
      try (var connection = database.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(REFUSE_LIMITED_CHANGES);
      }
      migratesOnce(database, Database.POSTGRESQL);
    }
  }

  private static void migratesOnce(DataSource dataSource, Database database) {
    Migrations migrations = new Migrations(dataSource, database);
    assertThat(migrations.apply()).isEqualTo(migrations.scripts().size());
    assertThat(migrations.apply()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void no_script_is_forgotten(Database database) throws Exception {
    List<String> listed = new Migrations(new JdbcDataSource(), database).scripts();
    for (String folder :
        List.of("dev/webhooks/core/jdbc/" + database.folder(), "dev/webhooks/ejb/migration")) {
      assertThat(listed).containsAll(scriptsIn(folder));
    }
  }

  private static List<String> scriptsIn(String folder) throws Exception {
    URI place = MigrationsTest.class.getClassLoader().getResource(folder).toURI();
    if (!place.getScheme().equals("jar")) {
      return scripts(Path.of(place), folder);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return scripts(jar.getPath("/" + folder), folder);
    }
  }

  private static List<String> scripts(Path directory, String folder) throws Exception {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .map(name -> folder + "/" + name)
          .toList();
    }
  }
}
