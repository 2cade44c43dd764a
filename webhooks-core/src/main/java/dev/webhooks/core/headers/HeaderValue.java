package dev.webhooks.core.headers;

import com.github.f4b6a3.ulid.Ulid;
import dev.webhooks.core.model.Header;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** One header value in bytes: a tag that says how it is written, and the rest. */
final class HeaderValue {
  /** A value's place is its code, for ever: append only. */
  private static final KnownTexts USUAL =
      new KnownTexts(
          List.of(
              "application/json",
              "keep-alive",
              "close",
              "nginx",
              "cloudflare",
              "0",
              "text/plain",
              "text/html; charset=utf-8",
              "text/html; charset=UTF-8",
              "application/json; charset=utf-8",
              "application/json;charset=UTF-8",
              "text/plain; charset=utf-8",
              "chunked",
              "gzip",
              "application/x-www-form-urlencoded",
              "payment.succeeded",
              "payment.failed",
              "payment.processing",
              "refund.created",
              "refund.completed",
              "refund.failed",
              "dispute.created",
              "transaction.in",
              "transaction.out",
              "test.webhook"));

  private static final int PLAIN = 0;
  private static final int SAME_AS = 1;
  private static final int HEX = 2;
  private static final int BASE64 = 3;
  private static final int EVENT_ID = 4;
  private static final int NUMBER = 5;

  /** Short plain values carry their length in the tag. */
  private static final int SHORT = 0x40;

  private static final int USUAL_ONE = 0xC0;
  private static final int MOST_SHORT = 0x7F;
  private static final int LONGEST = 0xFFFF;
  private static final String HEX_PREFIX = "sha256=";
  private static final int HEX_LENGTH = HEX_PREFIX.length() + 64;
  private static final String BASE64_PREFIX = "v1,";
  private static final int BASE64_LENGTH = BASE64_PREFIX.length() + 44;
  private static final String FOUR_BITS = "AEIMQUYcgkosw048";
  private static final int DIGEST_BYTES = 32;
  private static final String EVENT_PREFIX = "evt_";
  private static final int EVENT_LENGTH = EVENT_PREFIX.length() + Ulid.ULID_CHARS;

  /** Fewer digits take no more room as they are; a number with more may not fit into four bytes. */
  private static final int FEWEST_DIGITS = 5;

  private static final int MOST_DIGITS = 10;

  private HeaderValue() {}

  /**
   * Writes the value of one header.
   *
   * @param headers all of them: a value may be written as a reference to one before
   * @param place whose value
   */
  static void write(ByteWriter bytes, List<Header> headers, int place) {
    String value = headers.get(place).value();
    int usual = USUAL.find(value);
    int same = usual < 0 ? placeOfSame(headers, place) : -1;
    if (usual >= 0) {
      bytes.write(USUAL_ONE + usual);
    } else if (same >= 0) {
      bytes.write(SAME_AS);
      bytes.write(same);
    } else if (!writeDigest(bytes, value)
        && !writeEventId(bytes, value)
        && !writeNumber(bytes, value)) {
      writePlain(bytes, value);
    }
  }

  private static int placeOfSame(List<Header> headers, int place) {
    String value = headers.get(place).value();
    if (value.length() > 2) {
      for (int i = 0; i < Math.min(place, 256); i++) {
        if (headers.get(i).value().equals(value)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Only what is read back exactly: other spellings of the same digest stay as they are. */
  private static boolean writeDigest(ByteWriter bytes, String value) {
    if (value.length() == HEX_LENGTH && value.startsWith(HEX_PREFIX)) {
      return writeHex(bytes, value);
    }
    return value.length() == BASE64_LENGTH
        && value.startsWith(BASE64_PREFIX)
        && writeBase64(bytes, value);
  }

  private static boolean writeHex(ByteWriter bytes, String value) {
    byte[] digest = new byte[DIGEST_BYTES];
    for (int i = 0; i < DIGEST_BYTES; i++) {
      int high = lowerHexDigit(value.charAt(HEX_PREFIX.length() + 2 * i));
      int low = lowerHexDigit(value.charAt(HEX_PREFIX.length() + 2 * i + 1));
      if (high < 0 || low < 0) {
        return false;
      }
      digest[i] = (byte) (high << 4 | low);
    }
    bytes.write(HEX);
    bytes.write(digest);
    return true;
  }

  private static int lowerHexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private static boolean writeBase64(ByteWriter bytes, String value) {
    // The last character before the padding has four bits; other spellings of them are not kept.
    if (value.charAt(BASE64_LENGTH - 1) != '='
        || FOUR_BITS.indexOf(value.charAt(BASE64_LENGTH - 2)) < 0) {
      return false;
    }
    byte[] digest;
    try {
      digest = Base64.getDecoder().decode(value.substring(BASE64_PREFIX.length()));
    } catch (IllegalArgumentException e) {
      return false;
    }
    bytes.write(BASE64);
    bytes.write(digest);
    return true;
  }

  /** Only one of ours in its own spelling: a ULID may be written in several. */
  private static boolean writeEventId(ByteWriter bytes, String value) {
    if (value.length() != EVENT_LENGTH || !value.startsWith(EVENT_PREFIX)) {
      return false;
    }
    String text = value.substring(EVENT_PREFIX.length());
    if (!Ulid.isValid(text)) {
      return false;
    }
    Ulid ulid = Ulid.from(text);
    if (!ulid.toString().equals(text)) {
      return false;
    }
    bytes.write(EVENT_ID);
    bytes.write(ulid.toBytes());
    return true;
  }

  /** A timestamp, a length. */
  private static boolean writeNumber(ByteWriter bytes, String value) {
    int digits = value.length();
    if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || value.charAt(0) == '0') {
      return false;
    }
    long number = 0;
    for (int i = 0; i < digits; i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      number = 10 * number + (c - '0');
    }
    if (number > 0xFFFF_FFFFL) {
      return false;
    }
    bytes.write(NUMBER);
    bytes.writeInt((int) number);
    return true;
  }

  private static String digest(int tag, byte[] digest) {
    return tag == HEX
        ? HEX_PREFIX + HexFormat.of().formatHex(digest)
        : BASE64_PREFIX + Base64.getEncoder().encodeToString(digest);
  }

  private static void writePlain(ByteWriter bytes, String value) {
    int length = Math.min(value.length(), LONGEST);
    if (length <= MOST_SHORT - SHORT) {
      bytes.write(SHORT + length);
    } else {
      bytes.write(PLAIN);
      bytes.write(length >> 8);
      bytes.write(length);
    }
    bytes.write(value, length);
  }

  /** Reads what {@link #write} wrote. */
  static String read(ByteBuffer in, List<Header> before) {
    int tag = in.get() & 0xFF;
    if (tag >= USUAL_ONE) {
      return USUAL.get(tag - USUAL_ONE);
    }
    if (tag >= SHORT) {
      return CompactHeaders.characters(in, tag - SHORT);
    }
    return switch (tag) {
      case SAME_AS -> before.get(in.get() & 0xFF).value();
      case HEX, BASE64 -> readDigest(in, tag);
      case EVENT_ID -> readEventId(in);
      case NUMBER -> Integer.toUnsignedString(in.getInt());
      default -> CompactHeaders.characters(in, in.getShort() & 0xFFFF);
    };
  }

  private static String readEventId(ByteBuffer in) {
    byte[] ulid = new byte[Ulid.ULID_BYTES];
    in.get(ulid);
    return EVENT_PREFIX + Ulid.from(ulid);
  }

  private static String readDigest(ByteBuffer in, int tag) {
    byte[] digest = new byte[DIGEST_BYTES];
    in.get(digest);
    return digest(tag, digest);
  }
}
