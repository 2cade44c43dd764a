package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** What little differs in statements that both databases can run. */
public enum SqlDialect {
  /** PostgreSQL 14 and later, and what speaks like it. */
  POSTGRESQL("nextval('webhooks.event_number')", " on conflict (id) do nothing"),
  /** H2 in its regular mode. */
  H2("next value for webhooks.event_number", "");

  private final String nextNumber;
  private final String unlessThere;

  SqlDialect(String nextNumber, String unlessThere) {
    this.nextNumber = nextNumber;
    this.unlessThere = unlessThere;
  }

  /** The dialect of what a data source connects to. */
  public static SqlDialect of(DataSource dataSource) {
    return new Jdbc(dataSource::getConnection).run(SqlDialect::of);
  }

  static SqlDialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.equals("h2") ? H2 : POSTGRESQL;
  }

  /** An expression that draws an event number. */
  String nextNumber() {
    return nextNumber;
  }

  /** The end of an insert that may come second. */
  String unlessThere() {
    return unlessThere;
  }
}
