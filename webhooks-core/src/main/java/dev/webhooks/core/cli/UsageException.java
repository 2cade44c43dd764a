package dev.webhooks.core.cli;

import org.jspecify.annotations.Nullable;

/** The command line was not understood; the message says what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(@Nullable String message) {
    super(message);
  }
}
