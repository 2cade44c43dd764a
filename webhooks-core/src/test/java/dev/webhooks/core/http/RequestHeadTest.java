package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  @Test
  void host_and_length_come_first_then_the_callers_headers_in_order() {
    String head =
        head("https://shop.example/hook", new Header("X-B", "2"), new Header("x-a", "caf\u00e9"));

    assertThat(head)
        .isEqualTo(
            """
            POST /hook HTTP/1.1\r
            host: shop.example\r
            content-length: 3\r
            X-B: 2\r
            x-a: caf\u00e9\r
            \r
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, /, a.example",
    "https://A.Example:443/, /, a.example",
    "https://a.example:8443/x, /x, a.example:8443",
    "http://a.example:443/x, /x, a.example:443",
    "http://a.example:80/x, /x, a.example",
    "http://a.example?q=1, /?q=1, a.example",
    "http://a.example/%7Eb/%2F?q=%20#part, /%7Eb/%2F?q=%20, a.example",
    "http://user:secret@a.example/, /, a.example",
    "http://[2001:DB8::1]:81/x, /x, [2001:db8::1]:81",
    "https://[::1]/x, /x, [::1]",
    "http://a.example/\u00e9, /%C3%A9, a.example",
  })
  void the_target_is_path_and_query_as_they_are(String url, String target, String host) {
    assertThat(head(url)).startsWith("POST " + target + " HTTP/1.1\r\nhost: " + host + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\nb: c", "a\nb", "a\rb", "\u0000", "\u007f", "\u010a", "\ud83d\ude00"})
  void a_value_that_would_break_the_request_is_refused_and_not_repeated(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head("http://a.example", new Header("authorization", value)))
        .withMessage("The value of authorization has an illegal character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a:",
        "a\r\n",
        "\u00e9",
        "Host",
        "CONTENT-LENGTH",
        "Transfer-Encoding",
        "connection",
        "expect",
        "Upgrade"
      })
  void a_name_that_is_no_token_or_the_transports_own_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head("http://a.example", new Header(name, "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a.example/",
        "/path",
        "mailto:a@b.example",
        "http:///path",
        "https://a.example:0/",
        "https://a.example:65536/"
      })
  void what_is_no_http_url_with_a_host_is_refused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> head(url));
  }

  @Property
  void no_header_can_add_a_line(@ForAll String name, @ForAll String value) {
    try {
      assertThat(head("http://a.example", new Header(name, value)).split("\r\n|\r|\n", -1))
          .hasSize(6);
    } catch (IllegalArgumentException e) {
      // Refused: as good.
    }
  }

  private static String head(String url, Header... headers) {
    URI uri = URI.create(url);
    HttpCall call = new HttpCall(uri, List.of(headers), new byte[3], Duration.ZERO, Duration.ZERO);
    return new String(RequestHead.of(Origin.of(uri, null), call), StandardCharsets.ISO_8859_1);
  }
}
