package dev.webhooks.core.headers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, for one thread: a {@code ByteArrayOutputStream} without its locks. */
final class ByteWriter {
  private byte[] bytes;
  private int length;

  ByteWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  int length() {
    return length;
  }

  void write(int one) {
    require(1);
    bytes[length++] = (byte) one;
  }

  void writeShort(int two) {
    write(two >> 8);
    write(two);
  }

  void writeInt(int four) {
    writeShort(four >> 16);
    writeShort(four);
  }

  void write(byte[] more) {
    require(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /** Writes the first characters of a text in ISO 8859-1; others become question marks. */
  void write(String text, int characters) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    if (latin.length == characters) {
      write(latin);
      return;
    }
    // It is to be cut, or has pairs of characters that became one question mark.
    require(characters);
    for (int i = 0; i < characters; i++) {
      char c = text.charAt(i);
      bytes[length++] = (byte) (c <= 0xFF ? c : '?');
    }
  }

  /** Forgets what was written after this length. */
  void cutTo(int earlierLength) {
    length = earlierLength;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void require(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
