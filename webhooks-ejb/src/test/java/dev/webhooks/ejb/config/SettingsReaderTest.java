package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.target.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String KEY = "k1:" + "A".repeat(43) + "=";
  private static final String TOKEN_KEY =
      VerificationKeyTest.pem(VerificationKeyTest.keyPair("EC").getPublic().getEncoded());
  private static final String LOCATION = "mp.jwt.verify.publickey.location";

  @TempDir private Path directory;

  private static Settings read(Map<String, String> values) {
    return SettingsReader.read(key -> Optional.ofNullable(values.get(key)));
  }

  private static Map<String, String> production(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("webhooks.secrets.key", KEY);
    values.put("mp.jwt.verify.publickey", TOKEN_KEY);
    values.put("mp.jwt.verify.issuer", "https://issuer.example");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  @Test
  void without_keys_the_start_is_refused_and_told_what_to_set() {
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("WEBHOOKS_SECRETS_KEY")
        .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY")
        .hasMessageContaining("MP_JWT_VERIFY_ISSUER")
        .hasMessageContaining("WEBHOOKS_DEV=true");
  }

  @Test
  void development_mode_needs_no_key() {
    Settings settings = read(Map.of("webhooks.dev", "true"));
    assertThat(settings.development()).isTrue();
    assertThat(settings.secretKeys()).isNull();
    assertThat(settings.database()).isEqualTo(Database.H2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location"})
  void who_issues_tokens_must_be_told_with_the_key_also_in_development_mode(String key) {
    assertThatThrownBy(() -> read(Map.of("webhooks.dev", "true", key, "x")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("MP_JWT_VERIFY_ISSUER");
  }

  @Test
  void a_key_that_verifies_nothing_stops_the_start_and_is_not_shown() {
    assertThatThrownBy(() -> read(production("mp.jwt.verify.publickey", "garbage")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY")
        .hasMessageContaining("BEGIN PUBLIC KEY")
        .hasMessageNotContaining("garbage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/keys/issuer.pem",
        "issuer.pem",
        "file:issuer.pem",
        "file:/nowhere/issuer.pem",
        "ftp://id.example/jwks",
        "https:",
        "a b"
      })
  void a_key_that_is_nowhere_stops_the_start(String location) {
    assertThatThrownBy(() -> read(production(LOCATION, location)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_LOCATION")
        .hasMessageContaining('"' + location + '"')
        .hasMessageContaining("file:///");
  }

  @Test
  void a_file_of_the_key_must_hold_one() throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), "garbage");
    assertThatThrownBy(() -> read(production(LOCATION, file.toUri().toString())))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
    Files.writeString(file, TOKEN_KEY);
    read(production(LOCATION, file.toUri().toString()));
    read(production(LOCATION, "file:" + file));
  }

  @Test
  void a_start_does_not_wait_for_the_issuers_server() {
    read(production(LOCATION, "https://id.invalid/jwks"));
  }

  @Test
  void certificates_that_cannot_be_read_stop_the_start() {
    for (String file : new String[] {"/nowhere/ca.pem", "pom.xml"}) {
      assertThatThrownBy(() -> read(production("webhooks.trusted.certificates", file)))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContaining("WEBHOOKS_TRUSTED_CERTIFICATES")
          .hasMessageContaining(file);
    }
  }

  @Test
  void the_defaults_are_the_documented_ones() {
    Settings settings = read(production());
    assertThat(settings.development()).isFalse();
    assertThat(settings.metrics()).isFalse();
    assertThat(settings.dataDirectory()).isAbsolute().endsWithRaw(Path.of("data"));
    assertThat(settings.api().zone()).isEqualTo(ZoneId.of("Asia/Ho_Chi_Minh"));
    assertThat(settings.api().tenantClaim()).isEqualTo("company_id");
    assertThat(settings.sending().transactionRetries()).isEqualTo(RetrySchedule.SEPAY);
    assertThat(settings.sending().eventRetries()).isEqualTo(RetrySchedule.EPAYSE);
    assertThat(settings.sending().endpointsPerTenant()).isEqualTo(10);
    assertThat(settings.keeping().idempotencyKeys()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void configured_delays_keep_the_faces_jitter_and_age_limit() {
    Settings settings =
        read(
            production(
                "webhooks.retry.transactions", "PT1S, PT2S", "webhooks.retry.events", "PT3S"));
    assertThat(settings.sending().transactionRetries().text()).isEqualTo("PT1S,PT2S");
    assertThat(settings.sending().transactionRetries().maxAge()).isEqualTo(Duration.ofHours(5));
    assertThat(settings.sending().eventRetries().jitter()).isEqualTo(0.1);
  }

  @Test
  void networks_can_be_allowed() {
    assertThat(
            read(production("webhooks.allowed.cidrs", "10.0.0.0/8 , fd00::/8"))
                .sending()
                .allowedCidrs())
        .extracting(Cidr::toString)
        .containsExactly("10.0.0.0/8", Cidr.parse("fd00::/8").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhooks.dev | perhaps | true or false",
        "webhooks.zone | Mars/Olympus | time zone",
        "webhooks.in.flight | many | whole number",
        "webhooks.in.flight | 0 | from 1",
        "webhooks.lease | 15 | ISO-8601",
        "webhooks.lease | PT1S | from PT3S",
        "webhooks.retry.events | PT1M;PT2M | ISO-8601",
        "webhooks.allowed.cidrs | 10.0.0.1/8 | blocks",
      })
  void a_value_that_cannot_be_used_is_named_with_its_key_and_what_is_expected(
      String key, String value, String expected) {
    assertThatThrownBy(() -> read(production(key, value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(KeyReader.environmentName(key))
        .hasMessageContaining(value)
        .hasMessageContaining(expected);
  }

  @Test
  void a_wrong_database_url_is_never_shown_for_it_may_hold_a_password() {
    assertThatThrownBy(() -> read(production("webhooks.db.url", "postgres://u:p4ss@host/db")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("WEBHOOKS_DB_URL")
        .hasMessageContaining("jdbc:postgresql:")
        .message()
        .doesNotContain("p4ss");
  }

  @ParameterizedTest
  @CsvSource({"secret-value", "k1:c2hvcnQ=", "k 1:AAAA"})
  void a_wrong_secrets_key_is_never_shown(String value) {
    assertThatThrownBy(() -> read(production("webhooks.secrets.key", value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("WEBHOOKS_SECRETS_KEY")
        .message()
        .doesNotContain(value);
  }

  @Test
  void settings_print_without_keys() {
    assertThat(read(production()).toString()).doesNotContain("AAAA");
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThatThrownBy(() -> read(production("webhooks.zone", "x", "webhooks.lease", "y")))
        .hasMessageContaining("WEBHOOKS_ZONE")
        .hasMessageContaining("WEBHOOKS_LEASE");
  }
}
