package dev.webhooks.war.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes until they are wanted: the first mebibyte in memory, more in a temporary file, which
 * is compressed, since what is said of one item is said of many.
 */
public final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream overflow;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (memory.size() + length > IN_MEMORY) {
      spill();
    }
    memory.write(bytes, offset, length);
  }

  private void spill() throws IOException {
    if (overflow == null) {
      file = Files.createTempFile("webhooks-", ".spool");
      overflow = new GZIPOutputStream(Files.newOutputStream(file), BUFFER);
    }
    memory.writeTo(overflow);
    memory.reset();
  }

  /** How many bytes it takes, in memory and on disk. */
  long size() throws IOException {
    return memory.size() + (file == null ? 0 : Files.size(file));
  }

  /** Writes everything out and forgets it. */
  public void drainTo(OutputStream output) throws IOException {
    try {
      if (overflow != null && file != null) {
        overflow.close();
        try (InputStream spilled = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
          spilled.transferTo(output);
        }
      }
      memory.writeTo(output);
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (overflow != null && file != null) {
      try {
        overflow.close();
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }
}
