package dev.webhooks.ejb.config;

import dev.webhooks.core.jdbc.SqlDialect;

/** A database product that the service runs on. */
public enum Database {
  /** And what speaks its protocol and dialect. */
  POSTGRESQL("postgresql", "webhooks"),
  /** Embedded: one node. */
  H2("h2", "WEBHOOKS");

  private final String folder;
  private final String schema;

  Database(String folder, String schema) {
    this.folder = folder;
    this.schema = schema;
  }

  /**
   * The product of a JDBC URL.
   *
   * @throws IllegalArgumentException for another product
   */
  public static Database of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    if (url.startsWith("jdbc:h2:")) {
      return H2;
    }
    throw new IllegalArgumentException("neither PostgreSQL nor H2");
  }

  /** Where its migrations are, beside those of other products. */
  String folder() {
    return folder;
  }

  /** The schema's name as the database writes it itself. */
  String schema() {
    return schema;
  }

  /** How the core's stores call it. */
  SqlDialect dialect() {
    return this == H2 ? SqlDialect.H2 : SqlDialect.POSTGRESQL;
  }
}
