package dev.webhooks.war.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

  static Fields fields(String json) {
    return Fields.of(JsonReading.object(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T> T read(Fields fields, BiFunction<String, T, T> reader) {
    return reader.apply("f", null);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "0,false", "true,true", "false,false", "'\"1\"',true", "'\"0\"',false"})
  void flags_are_read_from_numbers_booleans_and_texts(String written, boolean read) {
    Fields fields = fields("{\"f\":" + written + "}");
    assertThat(fields.flag("f", null)).isEqualTo(read);
    assertThat(fields.errors().byField()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "1.0", "\"yes\"", "\"true\"", "[]", "{}", "[1]"})
  void anything_else_is_no_flag_and_the_standing_value_stays(String written) {
    Fields fields = fields("{\"f\":" + written + "}");
    assertThat(fields.flag("f", true)).isTrue();
    assertThat(fields.errors().byField()).isEqualTo(Map.of("f", List.of("must be 0 or 1")));
  }

  @ParameterizedTest
  @CsvSource({"5,5", "-7,-7", "9223372036854775807,9223372036854775807"})
  void integers_are_read(String written, long read) {
    assertThat(fields("{\"f\":" + written + "}").integer("f", null)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "5.5", "\"5\"", "1e2", "9223372036854775808", "true", "[5]"})
  void anything_else_is_no_integer(String written) {
    Fields fields = fields("{\"f\":" + written + "}");
    assertThat(fields.integer("f", null)).isNull();
    assertThat(fields.errors().has("f")).isTrue();
  }

  @Test
  void an_absent_field_leaves_what_stands_and_null_removes_it() {
    assertThat(fields("{}").text("f", "standing")).isEqualTo("standing");
    assertThat(fields("{\"f\":null}").text("f", "standing")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "5", "true", "[]", "{}"})
  void a_text_that_cannot_be_kept_is_refused(String written) {
    Fields fields = fields("{\"f\":" + written + "}");
    assertThat(fields.text("f", null)).isNull();
    assertThat(fields.errors().has("f")).isTrue();
  }

  @Test
  void a_surrogate_pair_is_a_text() {
    assertThat(fields("{\"f\":\"\\ud83d\\ude00\"}").text("f", null)).isEqualTo("😀");
  }

  @Test
  void an_unknown_constant_is_refused_with_the_known_ones() {
    Fields fields = fields("{\"f\":\"in_only\"}");
    assertThat(fields.oneOf("f", Map.of("In_only", 1), null)).isNull();
    assertThat(fields.errors().byField().get("f")).containsExactly("must be one of In_only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "[\"b\"]", "[null]", "\"a\"", "[[\"a\"]]"})
  void a_list_of_constants_is_nothing_else(String written) {
    Fields fields = fields("{\"f\":" + written + "}");
    assertThat(fields.listOf("f", Map.of("a", "a"), List.of())).isEmpty();
    assertThat(fields.errors().has("f")).isTrue();
  }

  @Test
  void every_error_is_collected() {
    Fields fields = fields("{\"a\":1,\"b\":\"x\",\"c\":{\"d\":2},\"unknown\":[]}");
    fields.text("a", null);
    fields.integer("b", null);
    fields.inside("c").text("d", null);
    assertThat(fields.errors().byField()).containsOnlyKeys("a", "b", "c.d");
  }

  @Test
  void readers_do_not_confuse_types() {
    Fields fields = fields("{\"f\":{\"k\":\"v\"}}");
    assertThat(FieldsTest.<Map<String, String>>read(fields, fields::textMap))
        .isEqualTo(Map.of("k", "v"));
    assertThat(FieldsTest.<List<String>>read(fields, fields::texts)).isNull();
  }
}
