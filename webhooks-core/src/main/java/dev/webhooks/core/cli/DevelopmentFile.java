package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * Files with keys for development, in ASCII. They are made by whoever needs them first; of several
 * processes that do so at once, all read the same.
 */
public final class DevelopmentFile {
  private DevelopmentFile() {}

  /**
   * What a file says; directory and file are made where there are none, for their owner's eyes
   * only.
   *
   * @param text what a new one says
   */
  public static String readOrCreate(Path directory, String name, Supplier<String> text)
      throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      publish(temporary(directory, text.get(), "rw-------"), file);
    }
    return Files.readString(file, US_ASCII);
  }

  /** Gives a finished file its name, unless another process was first. */
  private static void publish(Path temporary, Path file) throws IOException {
    try {
      // A link appears whole or not at all, and never replaces what is there; a move may do either.
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // Theirs is as good as ours.
    } catch (UnsupportedOperationException | FileSystemException e) {
      moveUnlessThere(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void moveUnlessThere(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file);
    } catch (FileAlreadyExistsException e) {
      // Theirs is as good as ours.
    }
  }

  /** A finished file that has no name yet. */
  static Path temporary(Path directory, String text, String mode) throws IOException {
    Path temporary =
        Files.createTempFile(directory, "dev-key", ".tmp", attributes(directory, mode));
    return Files.writeString(temporary, text, US_ASCII);
  }

  private static FileAttribute<?>[] attributes(Path directory, String mode) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
