package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {
  @TempDir private Path directory;

  @Test
  void the_first_makes_the_key_and_the_next_reads_it() {
    DevelopmentKey made = DevelopmentKey.loadOrCreate(directory.resolve("new/data"));
    DevelopmentKey read = DevelopmentKey.loadOrCreate(directory.resolve("new/data"));
    assertThat(read.publicKeyPem())
        .isEqualTo(made.publicKeyPem())
        .startsWith("-----BEGIN PUBLIC KEY-----\n")
        .endsWith("\n-----END PUBLIC KEY-----\n");
  }

  @Test
  void only_the_owner_may_read_the_private_file_and_nothing_else_is_left() throws IOException {
    DevelopmentKey key = DevelopmentKey.loadOrCreate(directory);
    Path file = directory.resolve("dev-key.pem");
    assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(key.publicKeyFile()).hasContent(key.publicKeyPem());
    assertThat(Files.getPosixFilePermissions(key.publicKeyFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("dev-key.pem", "dev-key.pub.pem");
    }
  }

  @Test
  void all_who_come_at_once_get_the_same_key() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> call = () -> DevelopmentKey.loadOrCreate(directory).publicKeyPem();
      var keys = threads.invokeAll(List.of(call, call, call, call));
      for (var key : keys) {
        assertThat(key.get()).isEqualTo(keys.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_lost_or_changed_public_file_is_written_again() throws IOException {
    DevelopmentKey key = DevelopmentKey.loadOrCreate(directory);
    Files.writeString(key.publicKeyFile(), "something else");
    assertThat(DevelopmentKey.loadOrCreate(directory).publicKeyFile())
        .hasContent(key.publicKeyPem());
  }

  @Test
  void a_file_that_is_no_key_is_not_replaced() throws IOException {
    Path file = Files.writeString(directory.resolve("dev-key.pem"), "precious");
    assertThatThrownBy(() -> DevelopmentKey.loadOrCreate(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dev-key.pem");
    assertThat(file).hasContent("precious");
  }

  @Test
  void a_token_carries_its_claims_and_verifies_with_the_published_key() throws Exception {
    DevelopmentKey key = DevelopmentKey.loadOrCreate(directory);
    String token =
        new DevelopmentToken(
                "https://issuer.example",
                "webhooks",
                "alice",
                "acme \"&\" sons",
                "webhook:read event:write",
                List.of("webhooks.view", "webhooks.add"),
                "unique",
                Instant.ofEpochSecond(1_700_000_000),
                Duration.ofMinutes(30))
            .signedBy(key);
    String[] parts = token.split("\\.");
    assertThat(parts).hasSize(3);
    assertThat(json(parts[0])).containsEntry("alg", "RS256").containsEntry("typ", "JWT");
    assertThat(json(parts[1]))
        .containsEntry("iss", "https://issuer.example")
        .containsEntry("aud", "webhooks")
        .containsEntry("sub", "alice")
        .containsEntry("iat", "1700000000")
        .containsEntry("exp", "1700001800")
        .containsEntry("jti", "unique")
        .containsEntry("scope", "webhook:read event:write")
        .containsEntry("company_id", "acme \"&\" sons")
        .containsEntry("permissions", "[webhooks.view, webhooks.add]")
        .containsEntry("groups", "[]");
    assertThat(verifies(parts, key.publicKeyPem())).isTrue();
    parts[1] = parts[0];
    assertThat(verifies(parts, key.publicKeyPem())).isFalse();
  }

  static boolean verifies(String[] parts, String publicKeyPem) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(publicKeyPem.replaceAll("-----[A-Z ]+-----", ""));
    PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  /** A flat object; arrays as their printed list. */
  static Map<String, String> json(String base64) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    String text = new String(Base64.getUrlDecoder().decode(base64), UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          List<String> items = new java.util.ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(parser.getText());
          }
          values.put(name, items.toString());
        } else {
          values.put(name, parser.getText());
        }
      }
    }
    return values;
  }
}
