package dev.webhooks.ejb.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.webhooks.ejb.endpoint.SecretKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that encrypts secrets in development mode, kept in the data directory. */
final class DevelopmentSecrets {
  private static final String FILE = "dev-secrets.key";

  private DevelopmentSecrets() {}

  /** Reads the key, or makes one if there is none. */
  static SecretKeys loadOrCreate(Path directory) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        create(directory, file);
      }
      return SecretKeys.parse(Files.readString(file, US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the development secrets key in " + directory, e);
    }
  }

  private static void create(Path directory, Path file) throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Path temporary = Files.createTempFile(directory, "dev-secrets", ".tmp", ownerOnly(directory));
    Files.writeString(temporary, "dev:" + Base64.getEncoder().encodeToString(key), US_ASCII);
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      Files.delete(temporary);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
