package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.Secret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AesGcmSecretCipherTest {
  private static final String OLD = "old:" + "A".repeat(43) + "=";
  private static final String NEW = "new:" + "B".repeat(42) + "A=";

  private static AesGcmSecretCipher cipher(String keys) {
    return new AesGcmSecretCipher(SecretKeys.parse(keys), new SecureRandom());
  }

  @Test
  void what_was_encrypted_is_decrypted() {
    for (String text : new String[] {"", "s3cret", "Mật khẩu ✓", "x".repeat(10_000)}) {
      String encrypted = cipher(OLD).encrypt(text, "here");
      assertThat(encrypted).startsWith("old:");
      assertThat(cipher(OLD).decrypt(encrypted, "here")).isEqualTo(text);
    }
  }

  @Test
  void the_same_text_never_looks_the_same() {
    assertThat(cipher(OLD).encrypt("x", "here")).isNotEqualTo(cipher(OLD).encrypt("x", "here"));
  }

  @Test
  void the_first_key_encrypts_and_all_decrypt() {
    String before = cipher(OLD).encrypt("x", "here");
    AesGcmSecretCipher both = cipher(NEW + "," + OLD);
    assertThat(both.decrypt(before, "here")).isEqualTo("x");
    assertThat(both.encrypt("x", "here")).startsWith("new:");
  }

  @Test
  void a_missing_key_another_place_and_tampering_are_refused() {
    String encrypted = cipher(OLD).encrypt("x", "here");
    char last = encrypted.charAt(encrypted.length() - 3);
    String tampered =
        encrypted.substring(0, encrypted.length() - 3)
            + (last == 'Q' ? 'R' : 'Q')
            + encrypted.substring(encrypted.length() - 2);
    assertThatThrownBy(() -> cipher(NEW).decrypt(encrypted, "here"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("old");
    assertThatThrownBy(() -> cipher(OLD).decrypt(encrypted, "there"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher(OLD).decrypt(tampered, "here"))
        .isInstanceOf(IllegalStateException.class);
    for (String garbage : new String[] {"", "old", "old:", "old:%%", "old:AAAA", "x:AAAA"}) {
      assertThatThrownBy(() -> cipher(OLD).decrypt(garbage, "here"))
          .as(garbage)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_hash_is_found_under_every_key_and_only_for_the_same_secret() {
    KeyedHash before = new HmacKeyedHash(SecretKeys.parse(OLD));
    KeyedHash after = new HmacKeyedHash(SecretKeys.parse(NEW + "," + OLD));
    Secret secret = new Secret("key");
    assertThat(after.candidatesOf(secret)).contains(before.of(secret), after.of(secret));
    assertThat(after.candidatesOf(new Secret("Key"))).doesNotContain(before.of(secret));
  }

  @Test
  void keys_do_not_print() {
    assertThat(SecretKeys.parse(NEW + "," + OLD).toString())
        .contains("new", "old")
        .doesNotContain("AAAA", "BBBB");
  }
}
