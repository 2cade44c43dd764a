package dev.webhooks.core.headers;

import dev.webhooks.core.model.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of headers in one array of bytes, as the log keeps it: thousands of deliveries wait for an
 * answer or to be recorded, and what holds a list of objects each is cold by then and slow to read.
 * Immutable and thread-safe; its headers are made when they are asked for.
 *
 * <p>Usual names and values take one byte; a value that stood before is a reference to it; digests,
 * event ids and numbers are in binary. A name is a code from 0x80 on, or its length and its
 * characters; a value follows as {@link HeaderValue} writes it. Characters are ISO 8859-1, as on
 * the wire (RFC 9110 section 5.5); others become question marks.
 */
public final class CompactHeaders extends AbstractList<Header> {
  /** What is kept of a list, whatever a receiver sends. */
  private static final int MAX_BYTES = 4096;

  private static final int USUAL_BYTES_PER_HEADER = 24;

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

  private final byte[] bytes;
  private @Nullable List<Header> headers;

  private CompactHeaders(byte[] bytes) {
    this.bytes = bytes;
  }

  /** These headers, up to the first that would exceed 4,096 bytes. */
  public static CompactHeaders of(List<Header> headers) {
    return headers instanceof CompactHeaders compact ? compact : new CompactHeaders(write(headers));
  }

  /** Those that {@link #bytes} has written; takes the array. */
  public static CompactHeaders read(byte[] bytes) {
    return new CompactHeaders(bytes);
  }

  /** For {@link #read}; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public Header get(int index) {
    return headers().get(index);
  }

  @Override
  public int size() {
    return headers().size();
  }

  /** Made twice by a race they are the same. */
  private List<Header> headers() {
    List<Header> made = headers;
    if (made == null) {
      made = read(ByteBuffer.wrap(bytes));
      headers = made;
    }
    return made;
  }

  private static byte[] write(List<Header> headers) {
    var bytes = new ByteWriter(USUAL_BYTES_PER_HEADER * headers.size());
    for (int i = 0; i < headers.size(); i++) {
      int before = bytes.length();
      writeName(bytes, headers.get(i).name());
      HeaderValue.write(bytes, headers, i);
      if (bytes.length() > MAX_BYTES) {
        bytes.cutTo(before);
        break;
      }
    }
    return bytes.toByteArray();
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

  private static List<Header> read(ByteBuffer in) {
    var headers = new ArrayList<Header>();
    while (in.hasRemaining()) {
      String name = readName(in);
      headers.add(new Header(name, HeaderValue.read(in, headers)));
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
