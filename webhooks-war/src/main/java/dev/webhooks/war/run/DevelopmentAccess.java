package dev.webhooks.war.run;

import java.nio.file.Path;

/** Access to a service in development mode, which trusts the key in its own data directory. */
final class DevelopmentAccess {

  private DevelopmentAccess() {}

  /** A token with every scope and permission for this tenant. */
  static String token(Path dataDirectory, String tenant) {
    throw new UnsupportedOperationException(dataDirectory + " " + tenant);
  }
}
