package dev.webhooks.war.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads lines of bytes that are not blank, holding at most one of bounded length. */
public final class LineReader {
  private static final Line END = new Line(ByteBuffer.allocate(0), false, false);

  private final InputStream input;
  private final int maxLength;
  private final byte[] chunk = new byte[16_384];
  private int at;
  private int end;
  private byte[] line = new byte[1024];

  /**
   * @param maxLength bytes of a line
   */
  public LineReader(InputStream input, int maxLength) {
    this.input = input;
    this.maxLength = maxLength;
  }

  /**
   * A line.
   *
   * @param bytes without its end; empty when it was too long
   * @param tooLong whether it was skipped
   * @param isThere false after the last one
   */
  public record Line(ByteBuffer bytes, boolean tooLong, boolean isThere) {}

  /**
   * The next line that is not blank; its bytes are the caller's.
   *
   * @throws InvalidRequestException when the body ends before its end, or does not come
   */
  public Line next() {
    while (fill()) {
      int length = readLine();
      if (length > maxLength) {
        return new Line(ByteBuffer.allocate(0), true, true);
      }
      if (!isBlank(length)) {
        return new Line(ByteBuffer.wrap(Arrays.copyOf(line, length)), false, true);
      }
    }
    return END;
  }

  /** Returns the line's length; of one that is too long only the beginning is kept. */
  private int readLine() {
    int length = 0;
    while (fill()) {
      int stop = at;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      length = keep(length, stop);
      at = stop;
      if (stop < end) {
        at++;
        return length;
      }
    }
    return length;
  }

  private int keep(int length, int stop) {
    int more = stop - at;
    if (length > maxLength || length + more > maxLength) {
      return maxLength + 1;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(maxLength, Math.max(2 * line.length, length + more)));
    }
    System.arraycopy(chunk, at, line, length, more);
    return length + more;
  }

  private boolean fill() {
    if (at == end) {
      at = 0;
      end = Math.max(0, read());
    }
    return end > 0;
  }

  private int read() {
    try {
      return input.read(chunk);
    } catch (IOException e) {
      throw InvalidRequestException.brokenOff();
    }
  }

  private boolean isBlank(int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
