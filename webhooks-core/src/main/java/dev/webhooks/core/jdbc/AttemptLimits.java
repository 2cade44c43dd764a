package dev.webhooks.core.jdbc;

import java.util.Arrays;

/** How much of an attempt is kept beside its headers, whatever a receiver sends. */
final class AttemptLimits {
  private static final int BODY_BYTES = 4096;
  private static final int DETAIL_CHARACTERS = 500;

  private AttemptLimits() {}

  /** The first 4 KiB. */
  static byte[] body(byte[] body) {
    return body.length <= BODY_BYTES ? body : Arrays.copyOf(body, BODY_BYTES);
  }

  static String detail(String detail) {
    String kept = detail.substring(0, Math.min(detail.length(), DETAIL_CHARACTERS));
    return kept.replace('\0', ' ');
  }
}
