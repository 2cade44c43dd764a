package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.Locale;
import javax.sql.DataSource;

/** What little differs in statements that both databases can run. */
public enum SqlDialect {
  /** PostgreSQL 14 and later, and what speaks like it. */
  POSTGRESQL(
      "nextval('webhooks.event_number')",
      " on conflict (endpoint_id, id) do nothing",
      """
      not exists (
        select from unnest(e.endpoints) with ordinality as t (endpoint_id, place)
          join webhooks.pending_delivery p
            on p.endpoint_id = t.endpoint_id and p.id = e.number * 65536 + t.place - 1)
      """),
  /** H2 in its regular mode, or another that knows {@code limit}. */
  H2(
      "next value for webhooks.event_number",
      "",
      """
      not exists (select 1 from webhooks.pending_delivery p
        where p.id >= e.number * 65536 and p.id < (e.number + 1) * 65536)
      """);

  private final String nextNumber;
  private final String unlessThere;
  private final String notOwed;

  SqlDialect(String nextNumber, String unlessThere, String notOwed) {
    this.nextNumber = nextNumber;
    this.unlessThere = unlessThere;
    this.notOwed = notOwed;
  }

  /**
   * The dialect of what a data source connects to.
   *
   * @throws IllegalArgumentException when that is another product, or an H2 that does not write
   *     names in upper case or does not know {@code limit}
   * @throws StoreException when the database cannot be reached
   */
  public static SqlDialect of(DataSource dataSource) {
    return new Jdbc(dataSource::getConnection).run(SqlDialect::of);
  }

  static SqlDialect of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String product = database.getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql", "enterprisedb" -> POSTGRESQL;
      case "h2" -> h2(connection, database);
      default ->
          throw new IllegalArgumentException(
              "The data source connects to " + product + ", but only PostgreSQL and H2 will do");
    };
  }

  private static SqlDialect h2(Connection connection, DatabaseMetaData database)
      throws SQLException {
    if (!database.storesUpperCaseIdentifiers()) {
      throw new IllegalArgumentException(
          "H2 must write names in upper case, as it does by itself: take DATABASE_TO_UPPER=FALSE"
              + " and DATABASE_TO_LOWER=TRUE out of its URL");
    }
    if (!knowsLimit(connection)) {
      throw new IllegalArgumentException(
          "H2 must know LIMIT, as it does by itself and not in the modes Oracle, MSSQLServer, Derby"
              + " and STRICT: take MODE out of its URL");
    }
    return H2;
  }

  private static boolean knowsLimit(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1 limit 1");
      return true;
    } catch (SQLSyntaxErrorException e) {
      return false;
    }
  }

  /** An expression that draws an event number. */
  String nextNumber() {
    return nextNumber;
  }

  /** The end of an insert that may come second. */
  String unlessThere() {
    return unlessThere;
  }

  /** A condition on event {@code e}: none of its deliveries is pending. */
  String notOwed() {
    return notOwed;
  }
}
