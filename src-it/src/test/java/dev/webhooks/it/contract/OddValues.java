package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a field, a query parameter or a header is seldom tried with. No address in it leads out of
 * this machine.
 */
final class OddValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "true",
          "null",
          "NaN",
          "[]",
          "{}",
          "a\u0000b",
          "\u0001\u001f\u007f",
          "line\r\nSet-Cookie: a=b",
          "tab\there",
          "\ud83d\ude80\ud83d\udc69\u200d\ud83d\udcbb",
          "\ud800",
          "\udc00\ud800",
          "\u202eevil\u202c",
          "e\u0301\u0301\u0301",
          "\ufeff\ufffe\uffff",
          "\u0130\u0131\u00df\u1e9e",
          "%",
          "%zz",
          "%00",
          "%s%n%x",
          "_%_",
          "' OR '1'='1",
          "\"; --",
          "\\",
          "\\u0000",
          "${x}",
          "#{1+1}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../../etc/hosts",
          "1e5",
          "0x10",
          "1_000",
          "\u0661\u0662",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "-2147483649",
          "00000000000000000000000000000001",
          "99999999999999999999999999999999999999999");

  static final List<String> ADDRESSES =
      List.of(
          "https://a.invalid/h",
          "http://127.0.0.1:9/h",
          "https://127.0.0.1:0/h",
          "https://127.0.0.1:65536/h",
          "https://[::1]/h",
          "https://[::1%25lo]/h",
          "https://[::ffff:7f00:1]:9/h",
          "http://169.254.169.254/latest/meta-data",
          "https://0x7f.1/h",
          "https://2130706433/h",
          "https://a.invalid./h",
          "https://a..invalid/h",
          "https://-a.invalid/h",
          "https://user:pass@a.invalid/h",
          "https://a.invalid/h#fragment",
          "https://a.invalid/%zz",
          "https://a.invalid/a b",
          "https://\u00e4.invalid/h",
          "https://a.invalid:/h",
          "https:///h",
          "https:",
          "//a.invalid/h",
          "javascript:alert(1)",
          "file:///etc/hosts",
          "HTTPS://A.INVALID/H",
          "https://a.invalid/" + "p".repeat(270),
          "https://a.invalid/" + "p".repeat(2100));

  static final List<String> TIMES =
      List.of(
          "2025-02-30T00:00:00Z",
          "2025-01-16T08:19:55",
          "2025-01-16T08:19:60Z",
          "2025-01-16T24:00:00Z",
          "2025-01-16T08:19:55.123456789123Z",
          "2025-01-16t08:19:55z",
          "2025-01-16T08:19:55+18:00",
          "2025-01-16T08:19:55+19:00",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "9999-12-31T23:59:59-18:00",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "2024-02-29 24:00:00",
          "2023-02-29 11:08:33",
          "0000-00-00 00:00:00",
          "9999-12-31 23:59:59");

  private static final List<Integer> LENGTHS =
      List.of(127, 128, 129, 255, 256, 300, 301, 2049, 4097, 70_000);

  private OddValues() {}

  static <T> T oneOf(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  /** Any text: from a list, or long. */
  static String text(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> "x".repeat(oneOf(LENGTHS, random));
      case 1 -> "\ud83d\ude80".repeat(oneOf(LENGTHS, random) / 2);
      case 2 -> oneOf(ADDRESSES, random);
      case 3 -> oneOf(TIMES, random);
      default -> oneOf(TEXTS, random);
    };
  }

  /** Any JSON value. */
  static JsonNode json(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2, 3 -> number(random);
      case 4 -> container(random);
      default -> JSON.textNode(text(random));
    };
  }

  private static JsonNode number(RandomGenerator random) {
    List<JsonNode> numbers = new ArrayList<>();
    for (long whole : new long[] {0, -1, 1, 2, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
      numbers.add(JSON.numberNode(whole));
    }
    numbers.add(JSON.numberNode(BigInteger.TWO.pow(63)));
    numbers.add(JSON.numberNode(BigInteger.TEN.pow(38)));
    numbers.add(JSON.numberNode(BigInteger.TEN.pow(90)));
    numbers.add(JSON.numberNode(BigInteger.TEN.pow(2_000)));
    for (String decimal :
        List.of("0.1", "-0.0", "1E+400", "1E-400", "1E+1000000", "1E+2147483647", "5.0", "1E+2")) {
      numbers.add(JSON.numberNode(new BigDecimal(decimal)));
    }
    return oneOf(numbers, random);
  }

  private static JsonNode container(RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> JSON.objectNode();
      case 1 -> JSON.arrayNode();
      case 2 -> JSON.objectNode().set(text(random), json(random));
      case 3 -> nested(1 + random.nextInt(70));
      default -> JSON.arrayNode().add(json(random)).add(json(random));
    };
  }

  private static JsonNode nested(int depth) {
    ArrayNode node = JSON.arrayNode();
    for (int i = 0; i < depth; i++) {
      node = JSON.arrayNode().add(node);
    }
    return node;
  }
}
