package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventInputTest {

  @Test
  void an_item_is_read_and_its_data_kept_byte_for_byte() {
    String data = "{ \"b\":\"ữ💸\\u00e9\",\"object\" : {\"amount\":1.50e3 },\n\"a\": null }";
    EventInput input =
        EventInput.read(
            utf8(
                " {\"note\":\"ệ\",\"data\": "
                    + data
                    + ",\"extra\":{\"data\":{}},\"type\":\"payment.succeeded\",\"livemode\":true,"
                    + "\"id\":\"evt_1-A\",\"created\":\"2025-01-16T15:19:55+07:00\","
                    + "\"channels\":[\"shop-1\",\"shop-2\"]} "));
    assertThat(input.data()).asString(UTF_8).isEqualTo(data);
    assertThat(input.type()).isEqualTo("payment.succeeded");
    assertThat(input.livemode()).isTrue();
    assertThat(input.id()).isEqualTo("evt_1-A");
    assertThat(input.createdAt()).isEqualTo(Instant.parse("2025-01-16T08:19:55Z"));
    assertThat(input.channels()).containsExactlyInAnyOrder("shop-1", "shop-2");
  }

  @Test
  void what_is_optional_may_be_absent_or_null() {
    for (String more : List.of("", ",\"id\":null,\"created\":null,\"channels\":null")) {
      EventInput input =
          EventInput.read(
              utf8("{\"type\":\"t\",\"livemode\":false,\"data\":{\"object\":{}}" + more + "}"));
      assertThat(input.id()).isNull();
      assertThat(input.createdAt()).isNull();
      assertThat(input.channels()).isEmpty();
      assertThat(input.livemode()).isFalse();
    }
  }

  @Test
  void a_slice_of_a_larger_buffer_is_read_in_place() {
    byte[] item = utf8("{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{\"k\":\"v\"}}}");
    byte[] larger = new byte[item.length + 9];
    System.arraycopy(item, 0, larger, 5, item.length);
    ByteBuffer slice = ByteBuffer.wrap(larger, 5, item.length);
    assertThat(EventInput.read(slice).data())
        .asString(UTF_8)
        .isEqualTo("{\"object\":{\"k\":\"v\"}}");
    assertThat(EventInput.read(slice.slice()).data()).hasSize(20);
    assertThat(slice.position()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"livemode\":true,\"data\":{\"object\":{}}} | type | is required",
        "{\"type\":\"t\",\"data\":{\"object\":{}}} | livemode | is required",
        "{\"type\":\"t\",\"livemode\":true} | data | is required",
        "{\"type\":1,\"livemode\":true,\"data\":{\"object\":{}}} | type | must be a string",
        "{\"type\":\"\",\"livemode\":true,\"data\":{\"object\":{}}} | type | must be a string of 1",
        "{\"type\":null,\"livemode\":true,\"data\":{\"object\":{}}} | type | must be a string",
        "{\"type\":\"t\",\"livemode\":\"yes\",\"data\":{\"object\":{}}} | livemode | true or false",
        "{\"type\":\"t\",\"livemode\":1,\"data\":{\"object\":{}}} | livemode | true or false",
        "{\"type\":\"t\",\"livemode\":true,\"data\":[]} | data | must be an object",
        "{\"type\":\"t\",\"livemode\":true,\"data\":null} | data | must be an object",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{}} | data.object | must be an object",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":1}} | data.object | must be",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"x\":{\"object\":{}}}} | data.object | must"
            + " be",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"id\":\"a.b\"} | id | letters",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"id\":7} | id | letters",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"created\":\"now\"} | created"
            + " | time",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"created\":17} | created |"
            + " time",
        "{\"type\":{\"id\":1},\"livemode\":true,\"data\":{\"object\":{}}} | type | must be a"
            + " string",
        "{\"type\":\"t\",\"livemode\":[[true]],\"data\":{\"object\":{}}} | livemode | true or"
            + " false",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"created\":{\"a\":1}} |"
            + " created | time",
        "{\"type\":\"t\",\"livemode\":true,\"data\":[{\"object\":{}}]} | data | must be an object",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"channels\":\"a\"} | channels"
            + " | array",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"channels\":[1]} | channels |"
            + " array",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}},\"channels\":[{\"a\":[]}]} |"
            + " channels | array",
        "{\"type\":\"t\",\"type\":\"u\"} | type | repeat",
        "{\"type\":\"t\",\"data\":{\"object\":{\"a\":1,\"a\":2}}} | data | repeat",
        "{\"type\":\"t\",\"data\":{\"object\":{\"a\":01}}} | data | not valid JSON",
        "{\"type\":\"t\",\"data\":{\"object\":{\"a\":NaN}}} | data | not valid JSON",
        "{\"type\":\"t\" | type | not valid JSON",
        "{'type':'t'} | body | not valid JSON at byte",
        "[] | body | must be a JSON object",
        "7 | body | must be a JSON object",
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}}} {} | body | one JSON value",
      })
  void an_error_names_its_field(String item, String field, String message) {
    assertThat(errors(item)).containsOnlyKeys(field);
    assertThat(errors(item).get(field)).singleElement().asString().contains(message);
  }

  @Test
  void every_wrong_field_is_named_at_once() {
    assertThat(errors("{\"type\":1,\"livemode\":2,\"channels\":3}"))
        .containsOnlyKeys("type", "livemode", "channels", "data");
  }

  @Test
  void depth_is_bounded() {
    assertThatCode(() -> EventInput.read(nested(61))).doesNotThrowAnyException();
    assertThatThrownBy(() -> EventInput.read(nested(63)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.errors().get("data")).singleElement().asString().contains("64"));
  }

  @Test
  void only_utf_8_is_read() {
    byte[] broken = utf8("{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{\"a\":\"?\"}}}");
    broken[broken.length - 5] = (byte) 0xC3;
    assertThat(errorsOf(broken)).containsOnlyKeys("body");
    String item = "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{}}}";
    assertThat(errorsOf(item.getBytes(UTF_16))).containsOnlyKeys("body");
    assertThat(errorsOf(item.getBytes(java.nio.charset.StandardCharsets.UTF_16LE))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "\"x\"", "{", "}", "{\"data\":", "\u0000"})
  void what_is_no_item_is_refused_and_never_breaks(String item) {
    assertThat(errors(item)).isNotEmpty();
  }

  @Property
  void any_cut_off_item_is_refused(@ForAll @IntRange(min = 0, max = 86) int length) {
    byte[] item =
        utf8(
            "{\"type\":\"t\",\"livemode\":true,\"channels\":[\"ữ\"],\"data\":{\"object\":{\"a\":[1,2]}}}");
    assertThat(errorsOf(java.util.Arrays.copyOf(item, Math.min(length, item.length - 1))))
        .isNotEmpty();
  }

  @Property
  void arbitrary_text_is_refused_with_an_error_that_names_a_field(@ForAll String text) {
    assertThat(errors(text)).isNotEmpty();
  }

  @Test
  void a_request_is_one_item_or_a_list() {
    assertThat(items(JsonItems.ofDocument(utf8(" {\"a\":1} ")))).containsExactly(" {\"a\":1} ");
    assertThat(JsonItems.ofDocument(utf8(" {\"a\":1} ")).isList()).isFalse();
    JsonItems list =
        JsonItems.ofDocument(utf8("\n[ {\"a\":\"ữ]\"} ,7,\"x\" ,[[1],{}],true , null, -1.5e3]"));
    assertThat(list.isList()).isTrue();
    assertThat(items(list))
        .containsExactly("{\"a\":\"ữ]\"}", "7", "\"x\"", "[[1],{}]", "true", "null", "-1.5e3");
    assertThat(items(JsonItems.ofDocument(utf8("[]")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[1,]", "[1] 2", "[{\"a\":1,\"a\":2}]", "[1 2]"})
  void a_list_that_is_not_valid_is_refused_as_a_whole(String list) {
    assertThatThrownBy(() -> JsonItems.ofDocument(utf8(list)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_item_of_a_list_is_read_like_one_alone() {
    String item =
        "{\"type\":\"t\",\"livemode\":true,\"channels\":[\"ữ\"],\"data\":{\"object\":{}}}";
    for (ByteBuffer slice : JsonItems.ofDocument(utf8("[" + item + ",  " + item + "]")).items()) {
      EventInput input = EventInput.read(slice);
      assertThat(input.data()).asString(UTF_8).isEqualTo("{\"object\":{}}");
      assertThat(input.channels()).isEqualTo(Set.of("ữ"));
    }
  }

  private static List<String> items(JsonItems items) {
    return items.items().stream().map(item -> UTF_8.decode(item.duplicate()).toString()).toList();
  }

  private static byte[] nested(int depth) {
    return utf8(
        "{\"type\":\"t\",\"livemode\":true,\"data\":{\"object\":{\"a\":"
            + "[".repeat(depth)
            + "]".repeat(depth)
            + "}}}");
  }

  private static Map<String, List<String>> errors(String item) {
    return errorsOf(utf8(item));
  }

  private static Map<String, List<String>> errorsOf(byte[] item) {
    return catchThrowableOfType(InvalidInputException.class, () -> EventInput.read(item)).errors();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
