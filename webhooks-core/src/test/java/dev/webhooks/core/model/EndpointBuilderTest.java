package dev.webhooks.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application is told about an endpoint that could not be sent to. */
class EndpointBuilderTest {
  private static final URI URL = URI.create("https://a.example/hook");
  private static final SigningSecret PLAIN = SigningSecret.of("sixteen characters or more");
  private static final SigningSecret STANDARD =
      SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  @Test
  void an_endpoint_prints_no_secret() {
    Endpoint endpoint =
        endpoint()
            .headers(new Header("X-Auth-Token", "open sesame"), new Header("X-Shop", "plain"))
            .authentication(
                new Authentication.FixedHeader("Authorization", new Secret("open sesame")))
            .build();

    assertThat(endpoint.toString()).contains("X-Auth-Token", "plain").doesNotContain("sesame");
  }

  private static EndpointBuilder endpoint() {
    return Endpoint.builder(1, URL);
  }

  private static Arguments with(String field, UnaryOperator<EndpointBuilder> change) {
    return Arguments.of(field, change);
  }

  static Stream<Arguments> flaws() {
    return Stream.of(
        with("timeout", e -> e.timeout(Duration.ZERO)),
        with("timeout", e -> e.timeout(Duration.ofSeconds(-1))),
        with("timeout", e -> e.timeout(Duration.ofDays(365_000))),
        with("rateLimit", e -> e.rateLimit(0)),
        with("rateLimit", e -> e.rateLimit(-5)),
        with("headers", e -> e.headers(new Header("Two words", "x"))),
        with("headers", e -> e.headers(new Header("Host", "x"))),
        with("headers", e -> e.headers(new Header("X-Shop", "a\r\nb: c"))),
        with("authentication", e -> e.signedWith(PLAIN)),
        with("authentication", e -> e.signedWith(STANDARD, SignatureScheme.STANDARD_ED25519)),
        with(
            "authentication",
            e -> e.authentication(new Authentication.Signed(Set.of(), List.of()))),
        with(
            "authentication",
            e -> e.authentication(new Authentication.FixedHeader("a b", new Secret("x")))));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void what_could_not_be_sent_is_refused_by_the_name_of_its_field(
      String field, UnaryOperator<EndpointBuilder> change) {
    EndpointBuilder builder = change.apply(endpoint());

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(field + " ");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void an_id_is_positive(long id) {
    assertThatIllegalArgumentException()
        .isThrownBy(Endpoint.builder(id, URL)::build)
        .withMessageStartingWith("id ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hook", "ftp://a.example/", "https:///hook", "https://a.example:70000/"})
  void a_url_is_one_of_http(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(Endpoint.builder(1, URI.create(url))::build)
        .withMessageStartingWith("url ");
  }

  @Test
  void no_message_shows_a_secret() {
    assertThatIllegalArgumentException()
        .isThrownBy(endpoint().signedWith(PLAIN)::build)
        .withMessageContaining("standard")
        .withMessageNotContaining(PLAIN.reveal());
  }

  @Test
  void what_can_be_sent_is_built() {
    Endpoint endpoint =
        endpoint()
            .timeout(Duration.ofMillis(1))
            .rateLimit(1)
            .headers(new Header("X-Shop", "7"), new Header("Authorization", "Custom 1"))
            .signedWith(PLAIN, SignatureScheme.EPAYSE, SignatureScheme.SEPAY)
            .build();

    assertThat(endpoint.toBuilder().build()).isEqualTo(endpoint);
  }
}
