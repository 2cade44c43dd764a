package dev.webhooks.ejb.endpoint;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that encrypt secrets at rest: the first encrypts, all decrypt. Prints without keys.
 *
 * @param keys at least one, with distinct ids
 */
public record SecretKeys(List<Key> keys) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int LENGTH = 32;

  /**
   * @param id stored with every ciphertext
   * @param aes 256 bits
   */
  public record Key(String id, SecretKey aes) {
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  /**
   * @throws IllegalArgumentException when there is none or an id occurs twice
   */
  public SecretKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.stream().map(Key::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("at least one key, each with an id of its own");
    }
  }

  /**
   * Reads {@code keyId:base64[,older…]}, each 32 bytes.
   *
   * @throws IllegalArgumentException when it is anything else; the message carries no key
   */
  public static SecretKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      keys.add(key(part.strip(), keys.size() + 1));
    }
    return new SecretKeys(keys);
  }

  /** The key that encrypts. */
  public Key current() {
    return keys.get(0);
  }

  /** How every text begins that was encrypted under the current key. */
  String prefix() {
    return current().id() + ":";
  }

  /** The key of this id. */
  public Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static Key key(String part, int position) {
    int colon = part.indexOf(':');
    if (colon < 0 || !ID.matcher(part.substring(0, colon)).matches()) {
      throw new IllegalArgumentException(
          "key " + position + " does not begin with an id and a colon");
    }
    return new Key(
        part.substring(0, colon),
        new SecretKeySpec(bytes(part.substring(colon + 1), position), "AES"));
  }

  private static byte[] bytes(String base64, int position) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("key " + position + " is not the base64 of 32 bytes");
    }
    return bytes;
  }
}
