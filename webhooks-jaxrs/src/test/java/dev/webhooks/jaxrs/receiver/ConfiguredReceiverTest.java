package dev.webhooks.jaxrs.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
import dev.webhooks.core.signing.SigningSecret;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfiguredReceiverTest {
  private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String WHSK =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
  private static final String WHPK = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  @AfterEach
  void forgetTheConfiguration() {
    ConfigProviderResolver.setInstance(null);
  }

  private static int statusOf(SignatureScheme scheme, String secret) {
    return answer(Set.of(scheme), secret).statusCode();
  }

  private static HttpResponse<String> answer(Set<SignatureScheme> schemes, String secret) {
    return answer("/verified", schemes, secret);
  }

  private static HttpResponse<String> answer(
      String path, Set<SignatureScheme> schemes, String secret) {
    Map<String, String> headers = new HashMap<>();
    Signer.of(schemes, List.of(SigningSecret.of(secret)))
        .sign("msg_1", Instant.now().getEpochSecond(), BODY, headers::put);
    // Only the resource: the service loader finds the filter.
    try (ReceiverServer receiver = new ReceiverServer(PaymentsResource.CLASSES)) {
      return receiver.post(path, BODY, headers);
    }
  }

  @Test
  void secrets_in_the_configuration_are_enough() {
    MapConfig.install(Map.of("webhooks.receiver.secrets", "sepay_test_secret, " + WHSEC));

    assertThat(statusOf(SignatureScheme.STANDARD, WHSEC)).isEqualTo(200);
    assertThat(statusOf(SignatureScheme.EPAYSE, WHSEC)).isEqualTo(200);
    assertThat(statusOf(SignatureScheme.SEPAY, "sepay_test_secret")).isEqualTo(200);
    assertThat(statusOf(SignatureScheme.SEPAY, "another_test_secret")).isEqualTo(401);
  }

  @Test
  void a_request_signed_by_both_schemes_has_the_id_that_one_of_them_covers() {
    MapConfig.install(Map.of("webhooks.receiver.secrets", WHSEC));

    assertThat(answer(Set.of(SignatureScheme.EPAYSE, SignatureScheme.STANDARD), WHSEC).body())
        .startsWith("msg_1 ");
  }

  @Test
  void a_public_key_in_the_configuration_is_enough() {
    MapConfig.install(Map.of("webhooks.receiver.secrets", WHPK));

    assertThat(statusOf(SignatureScheme.STANDARD_ED25519, WHSK)).isEqualTo(200);
    assertThat(statusOf(SignatureScheme.STANDARD, WHSEC)).isEqualTo(401);
  }

  @Test
  void only_the_configured_schemes_are_let_in() {
    MapConfig.install(
        Map.of("webhooks.receiver.secrets", WHSEC, "webhooks.receiver.schemes", "standard"));

    assertThat(statusOf(SignatureScheme.STANDARD, WHSEC)).isEqualTo(200);
    assertThat(statusOf(SignatureScheme.EPAYSE, WHSEC)).isEqualTo(401);
  }

  @Test
  void tolerance_and_size_are_read() {
    MapConfig.install(
        Map.of(
            "webhooks.receiver.secrets", WHSEC,
            "webhooks.receiver.tolerance", "PT90S",
            "webhooks.receiver.max-body-bytes", "19"));

    assertThat(ReceiverSettings.find(""))
        .contains(new ReceiverSettings("", List.of(WHSEC), List.of(), Duration.ofSeconds(90), 19));
    assertThat(statusOf(SignatureScheme.STANDARD, WHSEC)).isEqualTo(413);
  }

  @Test
  void each_sender_is_let_in_at_its_own_resources_only() {
    MapConfig.install(
        Map.of(
            "webhooks.receiver.secrets",
            WHSEC,
            "webhooks.receiver.bank.secrets",
            "sepay_test_secret"));
    Set<SignatureScheme> sePay = Set.of(SignatureScheme.SEPAY);

    assertThat(answer("/bank", sePay, "sepay_test_secret").statusCode()).isEqualTo(200);
    assertThat(answer("/bank", sePay, WHSEC).statusCode()).isEqualTo(401);
    assertThat(answer("/verified", sePay, WHSEC).statusCode()).isEqualTo(200);
    assertThat(answer("/verified", sePay, "sepay_test_secret").statusCode()).isEqualTo(401);
  }

  @Test
  void the_secrets_of_one_sender_are_no_secrets_of_another() {
    MapConfig.install(Map.of("webhooks.receiver.secrets", WHSEC));

    assertThat(answer("/bank", Set.of(SignatureScheme.STANDARD), WHSEC).statusCode())
        .isEqualTo(500);
  }

  @Test
  void without_any_secret_nothing_is_let_in() {
    MapConfig.install(Map.of());

    assertThat(statusOf(SignatureScheme.STANDARD, WHSEC)).isEqualTo(500);
  }

  @Test
  void a_scheme_without_a_secret_and_an_unknown_scheme_are_misconfigurations() {
    assertThatIllegalStateException()
        .isThrownBy(() -> settings("sepay_test_secret", "standard").acceptance())
        .withMessageContaining("standard")
        .withMessageNotContaining("sepay_test_secret");
    assertThatIllegalStateException()
        .isThrownBy(() -> settings(WHSEC, "rot13").acceptance())
        .withMessageContaining("rot13");
    assertThat(settings(WHSEC, "standard").toString()).doesNotContain(WHSEC);
  }

  private static ReceiverSettings settings(String key, String scheme) {
    return new ReceiverSettings("bank", List.of(key), List.of(scheme), Duration.ofMinutes(5), 1024);
  }

  @Test
  void a_server_without_microprofile_config_does_without() throws Exception {
    assertThat(findIn(new WithoutMicroProfile())).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> ReceiverSettings.find(""))
        .as("the API without an implementation is a misconfiguration")
        .isInstanceOf(IllegalStateException.class);
  }

  private static Object findIn(ClassLoader loader) throws ReflectiveOperationException {
    var find =
        loader.loadClass(ReceiverSettings.class.getName()).getDeclaredMethod("find", String.class);
    find.setAccessible(true);
    try {
      return find.invoke(null, "");
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Loads our classes anew, and those of MicroProfile Config not at all. */
  private static final class WithoutMicroProfile extends ClassLoader {
    WithoutMicroProfile() {
      super(ConfiguredReceiverTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.eclipse.microprofile")) {
        throw new ClassNotFoundException(name);
      }
      return name.startsWith(ReceiverSettings.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = bytes.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
