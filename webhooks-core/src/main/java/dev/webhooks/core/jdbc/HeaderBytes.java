package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Header lists as {@link ExchangeBytes} keeps them: usual names and values as one byte, a value
 * that stood before as a reference to it, digests, event ids and numbers in binary. A name is a
 * code from 0x80 on, or its length and its characters; a value follows as {@link HeaderValue}
 * writes it. Characters are ISO 8859-1, as on the wire (RFC 9110 section 5.5); others become
 * question marks.
 */
final class HeaderBytes {
  /** A name's place is its code, for ever: append only. */
  private static final KnownTexts NAMES =
      new KnownTexts(
          List.of(
              "Content-Type",
              "User-Agent",
              "X-Webhook-Event-Id",
              "X-Webhook-Event-Type",
              "X-Webhook-Timestamp",
              "X-Webhook-Signature",
              "webhook-id",
              "webhook-timestamp",
              "webhook-signature",
              "Authorization",
              "X-SePay-Timestamp",
              "X-SePay-Signature",
              "X-API-Key",
              "content-type",
              "content-length",
              "date",
              "server",
              "connection",
              "Content-Length",
              "Date",
              "Server",
              "Connection"));

  private static final int KNOWN = 0x80;
  private static final int LONGEST_NAME = 0x7F;

  private HeaderBytes() {}

  /**
   * Writes a list up to the first header that would exceed the limit, behind its length in two
   * bytes.
   *
   * @param limit at most so many bytes
   */
  static void write(ByteWriter bytes, List<Header> headers, int limit) {
    int start = bytes.length() + 2;
    bytes.writeShort(0);
    for (int i = 0; i < headers.size(); i++) {
      int before = bytes.length();
      writeName(bytes, headers.get(i).name());
      HeaderValue.write(bytes, headers, i);
      if (bytes.length() - start > limit) {
        bytes.cutTo(before);
        break;
      }
    }
    bytes.setShort(start - 2, bytes.length() - start);
  }

  private static void writeName(ByteWriter bytes, String name) {
    int known = NAMES.find(name);
    if (known >= 0) {
      bytes.write(KNOWN + known);
    } else {
      int length = Math.min(name.length(), LONGEST_NAME);
      bytes.write(length);
      bytes.write(name, length);
    }
  }

  /** Reads what {@link #write} wrote. */
  static List<Header> read(ByteBuffer in) {
    int length = in.getShort();
    var list = in.slice(in.position(), length);
    in.position(in.position() + length);
    var headers = new ArrayList<Header>();
    while (list.hasRemaining()) {
      String name = readName(list);
      headers.add(new Header(name, HeaderValue.read(list, headers)));
    }
    return List.copyOf(headers);
  }

  private static String readName(ByteBuffer in) {
    int first = in.get() & 0xFF;
    return first >= KNOWN ? NAMES.get(first - KNOWN) : characters(in, first);
  }

  static String characters(ByteBuffer in, int length) {
    byte[] characters = new byte[length];
    in.get(characters);
    return new String(characters, StandardCharsets.ISO_8859_1);
  }
}
