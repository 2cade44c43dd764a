package dev.webhooks.ejb.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are tenants' own: whatever they say, they harm nobody else. */
class SchemaTextTest {
  private static final String TOO_LONG = "takes too long to check by the schema of its type";

  private static List<String> violations(String schema, String content) {
    return SchemaText.parse(schema).violationsOf(content.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pattern\":\"^a+$\"} | \"aa\" | true",
        "{\"pattern\":\"^a+$\"} | \"aa\\n\" | false",
        "{\"pattern\":\"a\\\\$\"} | \"a$b\" | true",
        "{\"pattern\":\"b\"} | \"abc\" | true",
        "`{\"pattern\":\"^foo|bar$\"}` | \"foobaz\" | true",
        "`{\"pattern\":\"^foo|bar$\"}` | \"barn\" | false",
        "`{\"pattern\":\"^(a|b$)\"}` | \"b\\n\" | false",
        "{\"pattern\":\"^[$]+$\"} | \"$$\" | true",
        "{\"patternProperties\":{\"^x\":{\"type\":\"integer\"}}} | {\"x1\":\"no\"} | false",
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"minimum\":5}}} | {\"a\":5} | true",
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"minimum\":5}}} | {\"a\":4} | false",
        "{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"} | [[[]],[]] | true",
        "{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"} | [[[5]],[]] | false",
        "{\"uniqueItems\":true} | [1,2,1] | false",
      })
  void content_is_checked(String schema, String content, boolean fits) {
    assertThat(violations(schema, content).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$ref", "$dynamicRef", "$schema"})
  void another_document_is_not_fetched(String keyword, @TempDir Path directory) throws IOException {
    String other = Files.writeString(directory.resolve("other.json"), "{}").toUri().toString();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaText.parse("{\"" + keyword + "\":\"" + other + "\"}"))
        .withMessageContaining("is not allowed to be loaded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\"}",
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}",
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}"
      })
  void the_standards_own_schemas_are_known_without_fetching_them(String schema) {
    assertThat(violations(schema, "{}")).isEmpty();
  }

  @Test
  void a_regular_expression_that_goes_back_for_ever_is_stopped() {
    String schema = "{\"properties\":{\"x\":{\"pattern\":\"^(.*a){25}$\"}}}";

    assertThat(violations(schema, "{\"x\":\"" + "a".repeat(60) + "!\"}")).containsExactly(TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(?!)",
        "(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*$x",
        "$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?$?x",
        "()\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?"
            + "\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?\\\\1?(?!)",
      })
  void one_that_tries_many_ways_without_looking_at_a_character_is_refused(String pattern) {
    String schema = "{\"properties\":{\"x\":{\"pattern\":\"" + pattern + "\"}}}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaText.parse(schema))
        .withMessageContaining("may match nothing in too many ways");
  }

  @Test
  void one_that_tries_some_ways_at_every_character_is_stopped() {
    String schema = "{\"properties\":{\"x\":{\"pattern\":\"" + "(|)".repeat(12) + "(?!)\"}}}";

    assertThat(violations(schema, "{\"x\":\"" + "a".repeat(100_000) + "\"}"))
        .containsExactly(TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "^[^@\\\\s]+@[^@\\\\s]+(\\\\.[a-z]+)*$ someone@shop.example",
        "^(\\\\+?[0-9]{1,3})?[-.]?(([0-9]+)|(x*)|)*$ +84-905123456",
        "^(?:0|[1-9]\\\\d*)(?:\\\\.(?:0|[1-9]\\\\d*)){2}(?:-[0-9A-Za-z-.]+)?$ 1.22.3-rc.1",
        "^(?<year>[0-9]{4})-(?<month>0[1-9]|1[0-2])(?=-)(?:[])-]|[(^])(?!x)3?[0-9]?$ 2025-12-31",
      })
  void usual_ones_have_enough(String pattern, String text) {
    String schema = "{\"items\":{\"pattern\":\"" + pattern + "\"}}";
    String many = "[" + ("\"" + text + "\",").repeat(999) + "\"" + text + "\"]";

    assertThat(violations(schema, many)).isEmpty();
  }

  @Test
  void a_schema_that_looks_at_each_level_twice_is_stopped() {
    String schema =
        """
        {"allOf":[{"properties":{"a":{"$ref":"#"}}},{"properties":{"a":{"$ref":"#"}}}]}\
        """;
    String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);

    assertThat(violations(schema, deep)).containsExactly(TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "$comment, #/$defs/d%d",
    "$anchor, #d%d",
    "$comment, https://a.example/s#/$defs/d%d",
    "$id, p%d"
  })
  void parts_that_refer_to_each_other_are_counted_however_they_are_named(
      String naming, String reference) {
    String doubling =
        IntStream.range(0, 40)
            .mapToObj(i -> doubled(naming, reference, i))
            .collect(Collectors.joining());
    String schema =
        """
        {"$id":"https://a.example/s","$defs":{%s"d40":{"%s":"%s"}},"$ref":"%s"}\
        """
            .formatted(doubling, naming, name(reference, 40), reference.formatted(0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaText.parse(schema))
        .withMessageStartingWith("must not be so intricate: too many references");
  }

  private static String doubled(String naming, String reference, int number) {
    String next = reference.formatted(number + 1);
    return """
    "d%d":{"%s":"%s","allOf":[{"$ref":"%s"},{"$ref":"%s"}]},\
    """
        .formatted(number, naming, name(reference, number), next, next);
  }

  private static String name(String reference, int number) {
    return reference.replace("#", "").formatted(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"allOf\":[{\"$ref\":\"#/allOf/0\"}]}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
      })
  void one_that_refers_to_itself_without_end_is_refused(String schema) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaText.parse(schema))
        .withMessage("must not refer to itself without end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pattern\":\"(\"}",
        "{\"patternProperties\":{\"[\":{}}}",
        "{\"$ref\":\"https://elsewhere.example/schema\"}",
        "{\"$ref\":\"#/$defs/none\"}",
      })
  void why_it_is_refused_names_no_class(String schema) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaText.parse(schema))
        .withMessageStartingWith("cannot be used: ")
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContainPattern("[a-z]\\.[A-Z]|Exception"));
  }

  @Test
  void a_finding_is_short_however_long_the_schema_and_the_content_are() {
    String word = "a".repeat(100_000);

    assertThat(violations("{\"enum\":[\"" + word + "\"]}", "{}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding).hasSizeLessThan(1_000));
    assertThat(violations("{\"additionalProperties\":false}", "{\"" + word + "\":1}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding).hasSizeLessThan(1_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"multipleOf\":2}", "{\"const\":1}", "{\"maximum\":5}"})
  void a_number_beyond_all_reckoning_is_no_fault_of_ours(String schema) {
    assertThat(violations(schema, "1e400")).isNotEmpty();
  }
}
