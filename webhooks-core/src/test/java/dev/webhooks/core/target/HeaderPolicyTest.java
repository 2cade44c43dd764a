package dev.webhooks.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Shop", "x-api-key", "Accept", "Cookie", "X-Request-Id", "a", "!#$%&'*+"})
  void ordinary_headers_may_be_added(String name) {
    assertThat(HeaderPolicy.refusalOf(name, "a value, with (signs)\tand tabs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Proxy-Connection",
        "Expect",
        "Content-Length",
        "content-type",
        "CONTENT-ENCODING",
        "User-Agent",
        "Webhook-Id",
        "webhook-signature",
        "X-Webhook-Signature",
        "x-webhook-anything",
        "X-SePay-Signature",
        "Authorization",
        "Accept-Encoding",
      })
  void headers_of_the_connection_and_of_the_product_may_not(String name) {
    assertThat(HeaderPolicy.refusalOf(name, "value")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", ":path", "a\r\nb", "ä", "a/b", "a\"", "a\u0000"})
  void a_name_is_a_token(String name) {
    assertThat(HeaderPolicy.refusalOf(name, "value")).get().asString().contains("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\r\nX-B: c", "a\nb", "a\u0000", "a\u007f", "giá", "\t"})
  void a_value_is_printable_ascii(String value) {
    assertThat(HeaderPolicy.refusalOf("X-Shop", value)).get().asString().contains("value");
  }

  @Test
  void names_and_values_are_bounded() {
    assertThat(HeaderPolicy.refusalOf("a".repeat(129), "v")).isPresent();
    assertThat(HeaderPolicy.refusalOf("a".repeat(128), "v".repeat(4096))).isEmpty();
    assertThat(HeaderPolicy.refusalOf("a", "v".repeat(4097))).isPresent();
  }

  @Test
  void a_credential_may_be_the_authorization_header_and_nothing_else_that_is_reserved() {
    assertThat(HeaderPolicy.refusalOfCredential("Authorization", "Token abc")).isEmpty();
    assertThat(HeaderPolicy.refusalOfCredential("Host", "example.com")).isPresent();
    assertThat(HeaderPolicy.refusalOfCredential("Authorization", "a\r\nb")).isPresent();
  }

  @Property
  void nothing_that_is_accepted_can_break_out_of_its_line(
      @ForAll String name, @ForAll String value) {
    if (HeaderPolicy.refusalOf(name, value).isEmpty()) {
      assertThat((name + value).chars()).allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
      assertThat(name).doesNotContain(":").doesNotContain(" ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Cookie", "X-API-Key", "x-auth", "X-Shop-Token", "X-Client-SECRET", "Password"})
  void the_value_of_a_header_that_opens_something_is_shown_to_nobody(String name) {
    assertThat(HeaderPolicy.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Shop", "Accept", "X-Trace-Id", "Tenant"})
  void other_values_are_shown(String name) {
    assertThat(HeaderPolicy.isSecret(name)).isFalse();
  }
}
