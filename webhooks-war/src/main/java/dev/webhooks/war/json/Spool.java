package dev.webhooks.war.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps bytes until they are wanted: the first mebibyte in memory, more in a temporary file. */
public final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;

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
      overflow = Files.newOutputStream(file);
    }
    memory.writeTo(overflow);
    memory.reset();
  }

  /** Writes everything out and forgets it. */
  public void drainTo(OutputStream output) throws IOException {
    try {
      if (overflow != null && file != null) {
        overflow.close();
        Files.copy(file, output);
      }
      memory.writeTo(output);
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (overflow != null && file != null) {
      overflow.close();
      Files.deleteIfExists(file);
    }
  }
}
