package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlDialectTest {

  /** A connection of which only the name of the database's product is known. */
  private static Connection to(String product) {
    var metaData = answering(DatabaseMetaData.class, Map.of("getDatabaseProductName", product));
    return answering(Connection.class, Map.of("getMetaData", metaData));
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
    assertThat(SqlDialect.of(to("H2"))).isEqualTo(SqlDialect.H2);
  }

  @Test
  void another_product_is_refused_by_its_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SqlDialect.of(to("MySQL")))
        .withMessageContainingAll("MySQL", "PostgreSQL", "H2");
  }
}
