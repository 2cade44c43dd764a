package dev.webhooks.core.signing;

/** A form of signature headers. */
public enum SignatureScheme {
  SEPAY,
  EPAYSE,
  STANDARD,
  STANDARD_ED25519
}
