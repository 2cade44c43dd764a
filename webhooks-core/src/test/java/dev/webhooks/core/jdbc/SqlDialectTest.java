package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlDialectTest {

  /** A connection of which only the name of the database's product is known. */
  private static Connection to(String product) {
    var metaData =
        answering(
            DatabaseMetaData.class,
            Map.of("getDatabaseProductName", product, "storesUpperCaseIdentifiers", true));
    return answering(Connection.class, Map.of("getMetaData", metaData));
  }

  private static DataSource h2(String option) {
    var dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:;" + option);
    return dataSource;
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            SqlDialectTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  @Test
  void the_two_supported_products_are_told_apart() throws Exception {
    assertThat(SqlDialect.of(to("PostgreSQL"))).isEqualTo(SqlDialect.POSTGRESQL);
    assertThat(SqlDialect.of(h2("MODE=PostgreSQL"))).isEqualTo(SqlDialect.H2);
  }

  @Test
  void another_product_is_refused_by_its_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SqlDialect.of(to("MySQL")))
        .withMessageContainingAll("MySQL", "PostgreSQL", "H2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATABASE_TO_UPPER=FALSE", "DATABASE_TO_LOWER=TRUE"})
  void an_h2_with_names_in_another_case_is_refused_by_the_option_that_makes_it_so(String option) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcSchema.create(h2(option)))
        .withMessageContaining(option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Oracle", "MSSQLServer", "Derby", "STRICT"})
  void an_h2_in_a_mode_without_limit_is_refused_by_that_mode(String mode) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcSchema.create(h2("MODE=" + mode)))
        .withMessageContainingAll(mode, "MODE");
  }
}
