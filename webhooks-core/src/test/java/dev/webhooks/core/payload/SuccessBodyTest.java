package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":true}",
        " { \"success\" : true , \"message\":\"ok\"} \r\n",
        "{\"data\":{\"success\":false},\"list\":[1,{\"success\":false}],\"success\":true}",
        "\uFEFF{\"success\":true}",
        "{\"s\\u0075ccess\":true}",
      })
  void a_true_success_is_success(String body) {
    assertThat(SuccessBody.isSuccess(body.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "true",
        "{}",
        "{\"success\":false}",
        "{\"success\":\"true\"}",
        "{\"success\":1}",
        "{\"success\":null}",
        "{\"success\":{\"success\":true}}",
        "{\"Success\":true}",
        "{\"data\":{\"success\":true}}",
        "[{\"success\":true}]",
        "{\"success\":true",
        "{\"success\":true}}",
        "{\"success\":true} trailing",
        "{\"success\":true,\"success\":false}",
        "{\"success\":false,\"success\":true}",
        "{success:true}",
        "<html>{\"success\":true}</html>",
      })
  void anything_else_is_not(String body) {
    assertThat(SuccessBody.isSuccess(body.getBytes(UTF_8))).isFalse();
  }

  @Property
  void no_bytes_break_it(@ForAll byte[] body) {
    assertThat(SuccessBody.isSuccess(body)).isFalse();
  }
}
