package dev.webhooks.it.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Changes the bytes of a body into what is no JSON, no UTF-8, or too much of it. Pure. */
final class ByteMutation {
  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\u0000",
    "//",
    "NaN",
    "1e",
    "-",
    "'",
    "\ufeff",
    "{\"a\":1,\"a\":2}"
  };

  private ByteMutation() {}

  static byte[] of(byte[] body, RandomGenerator random) {
    return switch (random.nextInt(9)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
      case 2 -> insert(body, fragment(random), random);
      case 3 -> insert(body, new byte[] {(byte) 0xc3, 0x28}, random);
      case 4 -> insert(body, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, random);
      case 5 -> insert(body, new byte[] {(byte) 0xff}, random);
      case 6 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 7 -> repeated(random);
      default -> flip(body, random);
    };
  }

  private static byte[] fragment(RandomGenerator random) {
    return FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] insert(byte[] body, byte[] more, RandomGenerator random) {
    int at = random.nextInt(body.length + 1);
    byte[] longer = Arrays.copyOf(body, body.length + more.length);
    System.arraycopy(more, 0, longer, at, more.length);
    System.arraycopy(body, at, longer, at + more.length, body.length - at);
    return longer;
  }

  private static byte[] flip(byte[] body, RandomGenerator random) {
    byte[] flipped = body.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] repeated(RandomGenerator random) {
    String[] much = {"[", "{\"a\":", "9", " ", "[1,", "\"\\u0041"};
    int times = random.nextInt(8) == 0 ? 300_000 : 5_000;
    return much[random.nextInt(much.length)].repeat(times).getBytes(StandardCharsets.UTF_8);
  }
}
