package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class ConfiguredDataSourceTest {
  private static final String POSTGRESQL = "jdbc:postgresql://host/database";

  @Test
  void a_postgresql_that_does_not_answer_is_given_up() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      Properties options = ConfiguredDataSource.options(POSTGRESQL, 1);
      String url = server.getJdbcUrl("postgres", "postgres");
      try (Connection connection = new Driver().connect(url, options);
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("select pg_sleep(20)"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        assertThat(connection.isClosed()).isTrue();
      }
    }
  }

  @Test
  void the_url_says_how_long_where_it_does() {
    Properties merged =
        Driver.parseURL(
            POSTGRESQL + "?socketTimeout=60", ConfiguredDataSource.options(POSTGRESQL, 300));
    assertThat(merged).containsEntry("socketTimeout", "60");
    assertThat(merged.getProperty("tcpKeepAlive")).isEqualTo("true");
  }

  @Test
  void an_h2_is_told_nothing_it_does_not_know() {
    assertThat(ConfiguredDataSource.options("jdbc:h2:mem:x", 300)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/data/own, jdbc:h2:file:/data/own;WRITE_DELAY=0",
    "jdbc:h2:./own;write_delay=100, jdbc:h2:./own;write_delay=100",
    "jdbc:h2:tcp://host/own, jdbc:h2:tcp://host/own",
  })
  void an_h2_file_holds_what_was_committed_unless_its_url_says_otherwise(String url, String used) {
    assertThat(ConfiguredDataSource.h2Url(url)).isEqualTo(used + ";OPTIMIZE_REUSE_RESULTS=FALSE");
  }
}
