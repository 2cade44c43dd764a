package dev.webhooks.core.spi;

/** Encrypts secrets for storage. Thread-safe. */
public interface SecretCipher {

  /**
   * Encrypts under the current key.
   *
   * @param context what the secret belongs to, bound to the ciphertext; the same is needed to
   *     decrypt
   * @return text that names the key's id
   */
  String encrypt(String clearText, String context);

  /**
   * Decrypts under the key that the text names.
   *
   * @throws IllegalStateException when that key is not configured or the text was tampered with
   */
  String decrypt(String cipherText, String context);
}
