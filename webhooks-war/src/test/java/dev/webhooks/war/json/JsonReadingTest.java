package dev.webhooks.war.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}}",
        "{} {}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":1,\"a\":2}",
        "[]",
        "5",
        "null",
        "\"text\"",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\n\"}"
      })
  void what_is_no_single_well_formed_object_is_refused_as_body(String body) {
    refused(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void only_utf_8_is_read() {
    refused("{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
    refused("{}".getBytes(StandardCharsets.UTF_16));
  }

  @Test
  void deep_nesting_is_refused_before_it_is_parsed() {
    String deep = "[".repeat(100_000);
    refused(("{\"a\":" + deep).getBytes(StandardCharsets.UTF_8));
    String bearable = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
    assertThat(JsonReading.object(bearable.getBytes(StandardCharsets.UTF_8))).containsKey("a");
  }

  @Test
  void a_number_of_a_million_digits_is_refused_before_it_is_parsed() {
    refused(("{\"a\":" + "9".repeat(1_000_000) + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void brackets_and_digits_in_strings_count_for_nothing() {
    String text = "\"[[[\\\"{{{" + "[".repeat(100) + "9".repeat(200) + "\"";
    assertThat(JsonReading.object(("{\"a\":" + text + "}").getBytes(StandardCharsets.UTF_8)))
        .containsKey("a");
  }

  @Property(tries = 500)
  void no_text_whatever_causes_another_exception(@ForAll String text) {
    try {
      JsonReading.object(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidRequestException e) {
      assertThat(e.errors()).containsOnlyKeys("body");
    }
  }

  private static void refused(byte[] body) {
    assertThatThrownBy(() -> JsonReading.object(body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(((Map<?, ?>) e.errors()).keySet()).isEqualTo(java.util.Set.of("body")));
  }
}
