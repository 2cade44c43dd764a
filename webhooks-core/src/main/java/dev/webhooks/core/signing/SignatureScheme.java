package dev.webhooks.core.signing;

import java.util.Optional;

/** A way of signing a webhook request: which bytes, with which key, in which headers. */
public enum SignatureScheme {
  /**
   * SePay: hex HMAC-SHA256 over {@code timestamp.body}; the key is the secret's text in UTF-8.
   * There is no message id.
   */
  SEPAY("sepay", "X-SePay-Timestamp", "X-SePay-Signature"),
  /**
   * EPaySe: hex HMAC-SHA256 over {@code timestamp.body}; the key is the whole secret, prefix
   * included, in UTF-8.
   */
  EPAYSE("epayse", "X-Webhook-Timestamp", "X-Webhook-Signature"),
  /**
   * Standard Webhooks 1.0.0, symmetric ({@code v1}): base64 HMAC-SHA256 over {@code
   * id.timestamp.body}; the key is what the secret's part after {@code whsec_} decodes to.
   */
  STANDARD("standard", "webhook-timestamp", "webhook-signature"),
  /** Standard Webhooks 1.0.0, asymmetric ({@code v1a}): ed25519 over {@code id.timestamp.body}. */
  STANDARD_ED25519("standard-ed25519", "webhook-timestamp", "webhook-signature");

  /** The header that carries the message id in both Standard Webhooks schemes. */
  public static final String STANDARD_ID_HEADER = "webhook-id";

  private final String wireName;
  private final String timestampHeader;
  private final String signatureHeader;

  SignatureScheme(String wireName, String timestampHeader, String signatureHeader) {
    this.wireName = wireName;
    this.timestampHeader = timestampHeader;
    this.signatureHeader = signatureHeader;
  }

  /** The scheme with this name in the API, such as {@code standard-ed25519}. */
  public static Optional<SignatureScheme> findByWireName(String wireName) {
    for (SignatureScheme scheme : values()) {
      if (scheme.wireName.equals(wireName)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  /** The name in the API, such as {@code standard-ed25519}. */
  public String wireName() {
    return wireName;
  }

  /** The header that carries the seconds since 1970 at which the request was signed. */
  public String timestampHeader() {
    return timestampHeader;
  }

  /** The header that carries the signature, or several while secrets rotate. */
  public String signatureHeader() {
    return signatureHeader;
  }
}
