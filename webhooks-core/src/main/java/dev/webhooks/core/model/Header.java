package dev.webhooks.core.model;

import dev.webhooks.core.target.HeaderPolicy;

/** One HTTP header line. */
public record Header(String name, String value) {
  /** A value that is secret by the header's name prints as stars. */
  @Override
  public String toString() {
    return name + ": " + (HeaderPolicy.isSecret(name) ? "****" : value);
  }
}
