package dev.webhooks.ejb.config;

import dev.webhooks.core.cli.DevelopmentFile;
import dev.webhooks.ejb.endpoint.SecretKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that encrypts secrets in development mode, kept in the data directory. */
final class DevelopmentSecrets {
  private static final String FILE = "dev-secrets.key";

  private DevelopmentSecrets() {}

  /** Reads the key, or makes one if there is none. */
  static SecretKeys loadOrCreate(Path directory) {
    try {
      return SecretKeys.parse(
          DevelopmentFile.readOrCreate(directory, FILE, DevelopmentSecrets::newKey).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the development secrets key in " + directory, e);
    }
  }

  private static String newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return "dev:" + Base64.getEncoder().encodeToString(key);
  }
}
