package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** One header value in bytes: a tag that says how it is written, and the rest. */
final class HeaderValue {
  /** A value's place is its code, for ever: append only. */
  private static final List<String> USUAL =
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
          "application/x-www-form-urlencoded");

  private static final int PLAIN = 0;
  private static final int SAME_AS = 1;
  private static final int HEX = 2;
  private static final int BASE64 = 3;

  /** Short plain values carry their length in the tag. */
  private static final int SHORT = 0x40;

  private static final int USUAL_ONE = 0xC0;
  private static final int MOST_SHORT = 0x7F;
  private static final int LONGEST = 0xFFFF;
  private static final String HEX_PREFIX = "sha256=";
  private static final int HEX_LENGTH = HEX_PREFIX.length() + 64;
  private static final String BASE64_PREFIX = "v1,";
  private static final int BASE64_LENGTH = BASE64_PREFIX.length() + 44;
  private static final int DIGEST_BYTES = 32;

  private HeaderValue() {}

  /**
   * Writes a value.
   *
   * @param before the values of the headers before
   */
  static void write(ByteArrayOutputStream bytes, String value, List<String> before) {
    int usual = USUAL.indexOf(value);
    int same = value.length() > 2 ? before.indexOf(value) : -1;
    if (usual >= 0) {
      bytes.write(USUAL_ONE + usual);
    } else if (same >= 0 && same < 256) {
      bytes.write(SAME_AS);
      bytes.write(same);
    } else if (!writeDigest(bytes, value)) {
      writePlain(bytes, value.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static boolean writeDigest(ByteArrayOutputStream bytes, String value) {
    byte[] digest;
    int tag;
    if (value.length() == HEX_LENGTH && value.startsWith(HEX_PREFIX)) {
      tag = HEX;
      digest = unhex(value.substring(HEX_PREFIX.length()));
    } else if (value.length() == BASE64_LENGTH && value.startsWith(BASE64_PREFIX)) {
      tag = BASE64;
      digest = unbase64(value.substring(BASE64_PREFIX.length()));
    } else {
      return false;
    }
    // Only what is read back exactly: other spellings of the same digest stay as they are.
    if (digest.length != DIGEST_BYTES || !digest(tag, digest).equals(value)) {
      return false;
    }
    bytes.write(tag);
    bytes.writeBytes(digest);
    return true;
  }

  private static byte[] unhex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] unbase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String digest(int tag, byte[] digest) {
    return tag == HEX
        ? HEX_PREFIX + HexFormat.of().formatHex(digest)
        : BASE64_PREFIX + Base64.getEncoder().encodeToString(digest);
  }

  private static void writePlain(ByteArrayOutputStream bytes, byte[] characters) {
    int length = Math.min(characters.length, LONGEST);
    if (length <= MOST_SHORT - SHORT) {
      bytes.write(SHORT + length);
    } else {
      bytes.write(PLAIN);
      bytes.write(length >> 8);
      bytes.write(length);
    }
    bytes.write(characters, 0, length);
  }

  /** Reads what {@link #write} wrote. */
  static String read(ByteBuffer in, List<Header> before) {
    int tag = in.get() & 0xFF;
    if (tag >= USUAL_ONE) {
      return USUAL.get(tag - USUAL_ONE);
    }
    if (tag >= SHORT) {
      return HeaderBytes.characters(in, tag - SHORT);
    }
    return switch (tag) {
      case SAME_AS -> before.get(in.get() & 0xFF).value();
      case HEX, BASE64 -> readDigest(in, tag);
      default -> HeaderBytes.characters(in, in.getShort() & 0xFFFF);
    };
  }

  private static String readDigest(ByteBuffer in, int tag) {
    byte[] digest = new byte[DIGEST_BYTES];
    in.get(digest);
    return digest(tag, digest);
  }
}
