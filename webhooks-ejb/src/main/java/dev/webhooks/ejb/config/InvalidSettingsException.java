package dev.webhooks.ejb.config;

import java.util.List;

/** The configuration cannot be used; the message names every key that is wrong and says why. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param errors one sentence each
   */
  public InvalidSettingsException(List<String> errors) {
    super("The webhook service cannot start:\n  - " + String.join("\n  - ", errors));
  }
}
