package dev.webhooks.ejb.config;

/** A database product that the service runs on. */
public enum Database {
  /** And what speaks its protocol and dialect. */
  POSTGRESQL("postgresql", "select nextval('webhooks.event_number')"),
  /** Embedded: one node. */
  H2("h2", "select next value for webhooks.event_number");

  private final String folder;
  private final String nextEventNumber;

  Database(String folder, String nextEventNumber) {
    this.folder = folder;
    this.nextEventNumber = nextEventNumber;
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

  /** The statement that takes the next event number. */
  String nextEventNumber() {
    return nextEventNumber;
  }
}
