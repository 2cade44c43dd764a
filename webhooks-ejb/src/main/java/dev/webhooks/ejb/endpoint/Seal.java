package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.spi.SecretCipher;

/**
 * Encrypts what belongs to one endpoint, so that a ciphertext copied to another endpoint or column
 * cannot be read there.
 */
record Seal(SecretCipher cipher, long endpointId) {
  String close(String column, String clearText) {
    return cipher.encrypt(clearText, context(column));
  }

  String open(String column, String cipherText) {
    return cipher.decrypt(cipherText, context(column));
  }

  private String context(String column) {
    return "endpoint/" + endpointId + "/" + column;
  }
}
