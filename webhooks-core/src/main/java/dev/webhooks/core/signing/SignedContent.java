package dev.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What stands before the body in the bytes that are signed. */
final class SignedContent {
  private SignedContent() {}

  /** {@code timestamp.}, as the hex schemes have it. */
  static byte[] prefix(String timestamp) {
    return (timestamp + '.').getBytes(UTF_8);
  }

  /** {@code id.timestamp.}, as Standard Webhooks has it. */
  static byte[] prefix(String messageId, String timestamp) {
    return (messageId + '.' + timestamp + '.').getBytes(UTF_8);
  }
}
