package dev.webhooks.it.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;

/**
 * Makes requests from the document: some as it says, most with something about them that it does
 * not say. The same seed and the same known ids give the same requests. Not thread-safe.
 */
final class RequestGenerator {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      new ObjectMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

  /** Not {@code get}: it is no method, but WildFly takes it for one. */
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PURGE");

  private static final List<String> PATH_IDS =
      List.of(
          "0",
          "-1",
          "1.5",
          "999999999999999999",
          "9999999999999999999",
          "abc",
          "null",
          "%20",
          "%00",
          "%0a",
          "%2f",
          "%2e%2e",
          "..",
          ".",
          "..;",
          "1;a=b",
          ";",
          "%zz",
          "%",
          "%c3%28",
          "%F0%9F%9A%80",
          "1%2F2",
          "*",
          "a".repeat(300),
          "dlv_",
          "dlv_0000000000Z",
          "dlv_ZZZZZZZZZZZZZZZZZZZZZZZ",
          "evt_",
          "'",
          "\"",
          "a.b.c",
          "transaction.in",
          "<b>");
  private static final List<String> ODD_PATHS =
      List.of(
          "",
          "/",
          "//webhooks",
          "/webhooks/",
          "/webhooks//1",
          "/Webhooks",
          "/nothing",
          "/webhooks/1/2/3",
          "/webhooks%00",
          "/endpoints/1/",
          "/endpoints/1/nothing",
          "/.",
          "/webhooks/%",
          "/;a=b",
          "/webhooks;a=b");
  private static final List<String> ODD_HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: application/json;q=0",
          "Accept: */*;q=0.1, text/plain",
          "Accept: application/*",
          "Accept: ///",
          "Accept: a/b;q=x",
          "Accept:",
          "Accept-Charset: utf-16",
          "Accept-Encoding: identity;q=0",
          "Accept-Language: x-klingon-\u00e9",
          "X-Request-Id: mine-1",
          "X-Request-Id: a b",
          "X-Request-Id: \u00e9",
          "X-Request-Id:",
          "If-Match: *",
          "If-Match: \"0\"",
          "If-Match: W/\"1\"",
          "If-Match: 0, \"1\"",
          "If-Match: \"",
          "If-Match:",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "Idempotency-Key: one",
          "Idempotency-Key: a b",
          "Idempotency-Key:",
          "Idempotency-Key: \u00e9",
          "Idempotency-Key: " + "k".repeat(255),
          "Idempotency-Key: " + "k".repeat(256),
          "Range: bytes=0-1",
          "Origin: https://a.invalid",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-Host: a.invalid",
          "Forwarded: host=a.invalid;proto=x",
          "X-Forwarded-Proto: gopher",
          "Cookie: a=b; JSESSIONID=\u0001",
          "Content-Language: \u00e9",
          "Content-Encoding: gzip",
          "Content-Encoding: x",
          "Content-MD5: x",
          "Transfer-Encoding: gzip",
          "Date: never",
          "X-Long: " + "l".repeat(4_000),
          "NoColon",
          "X-Control: a\u0001b",
          "User-Agent:");
  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json;charset=UTF-8",
          "application/json; charset=iso-8859-1",
          "application/json; charset=nothing",
          "application/json; charset=\"",
          "application/json;",
          "application/merge-patch+json",
          "application/x-ndjson",
          "application/x-ndjson; charset=utf-16",
          "text/plain",
          "text/json",
          "*/*",
          "application/*",
          "json",
          "/",
          "",
          "a/b; c",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "application/xml");
  private static final List<String> AUTHORIZATIONS =
      List.of(
          "Authorization: Bearer",
          "Authorization: Bearer a.b.c",
          "Authorization: Bearer \u00e9",
          "Authorization: Basic YTpi",
          "Authorization: bearer ",
          "Authorization:",
          "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
          "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
          "Authorization: Digest a=b",
          "Authorization: Bearer " + "a".repeat(4_000));

  private final ApiDocument document;
  private final Random random;
  private final Tour tour;
  private final List<String> tokens;
  private final SchemaValues values;

  /**
   * @param tour what exists
   * @param tokens the first may do everything, the others less
   */
  RequestGenerator(ApiDocument document, Random random, Tour tour, List<String> tokens) {
    this.document = document;
    this.random = random;
    this.tour = tour;
    this.tokens = tokens;
    this.values = new SchemaValues(document, random);
  }

  RawRequest next() {
    Operation operation = OddValues.oneOf(document.operations(), random);
    boolean hasBody = !tour.bodies().schema(operation).isMissingNode();
    String method = chance(50) ? OddValues.oneOf(METHODS, random) : operation.method();
    String contentType = contentType();
    byte[] body = hasBody || chance(60) ? body(operation, contentType) : new byte[0];
    String path = chance(60) ? OddValues.oneOf(ODD_PATHS, random) : path(operation);
    List<String> headers = headers(operation);
    if (body.length > 0 && !chance(60)) {
      headers.add("Content-Type: " + contentType);
    }
    return new RawRequest(method, document.basePath() + path + query(operation), headers, body);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String path(Operation operation) {
    if (!operation.path().contains("{")) {
      return operation.path();
    }
    String id =
        chance(5)
            ? OddValues.oneOf(PATH_IDS, random)
            : tour.ids().findFor(operation, random).orElse("1");
    return operation.path().replaceAll("\\{[^}]+}", Matcher.quoteReplacement(id));
  }

  private String query(Operation operation) {
    var query = new StringBuilder();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode resolved = document.resolve(parameter);
      if (resolved.path("in").asText().equals("query") && chance(3)) {
        append(query, resolved.path("name").asText(), queryValue(resolved.path("schema")));
        if (chance(20)) {
          append(query, resolved.path("name").asText(), queryValue(resolved.path("schema")));
        }
      }
    }
    if (chance(30)) {
      append(query, "unknown", encode(OddValues.text(random)));
    }
    return query.toString();
  }

  private static void append(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
  }

  private String queryValue(JsonNode schema) {
    return switch (random.nextInt(8)) {
      case 0 -> OddValues.oneOf(PATH_IDS, random);
      case 1, 2 -> encode(OddValues.text(random));
      default -> encode(values.value(schema).asText());
    };
  }

  private static String encode(String text) {
    String cut = text.length() > 3_000 ? text.substring(0, 3_000) : text;
    return URLEncoder.encode(cut, StandardCharsets.UTF_8);
  }

  private List<String> headers(Operation operation) {
    List<String> headers = new ArrayList<>();
    if (chance(30)) {
      headers.add(OddValues.oneOf(AUTHORIZATIONS, random));
    } else if (!chance(40)) {
      String token = chance(25) ? OddValues.oneOf(tokens, random) : tokens.get(0);
      headers.add("Authorization: Bearer " + token);
    }
    if (chance(6)) {
      headers.add(OddValues.oneOf(ODD_HEADERS, random));
    }
    return headers;
  }

  private String contentType() {
    return chance(20) ? OddValues.oneOf(CONTENT_TYPES, random) : "application/json";
  }

  private byte[] body(Operation operation, String contentType) {
    JsonNode value = value(operation);
    byte[] bytes = bytes(value);
    if (operation.id().startsWith("publish") && chance(8)) {
      bytes = repeated(bytes, contentType.contains("ndjson") ? "\n" : ",");
    }
    return chance(12) ? ByteMutation.of(bytes, random) : bytes;
  }

  /** Lines, or an array. */
  private byte[] repeated(byte[] item, String separator) {
    List<String> items = new ArrayList<>();
    int count = chance(10) ? 1_001 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      items.add(new String(item, StandardCharsets.UTF_8));
    }
    String joined = String.join(separator, items);
    return (separator.equals(",") ? "[" + joined + "]" : joined).getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode value(Operation operation) {
    JsonNode schema = tour.bodies().schema(operation);
    if (schema.isMissingNode()) {
      return OddValues.json(random);
    }
    JsonNode value =
        chance(4)
            ? tour.bodies().pointed(values.value(schema))
            : tour.bodies().any(operation, random);
    if (value instanceof ObjectNode object && chance(2)) {
      addProperty(object, schema);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      value = JsonMutation.of(value, random);
    }
    return value;
  }

  private void addProperty(ObjectNode object, JsonNode schema) {
    Map<String, JsonNode> properties = values.properties(schema);
    if (!properties.isEmpty()) {
      String name = OddValues.oneOf(List.copyOf(properties.keySet()), random);
      object.set(name, values.value(properties.get(name)));
    }
  }

  private byte[] bytes(JsonNode value) {
    try {
      ObjectMapper writer = random.nextBoolean() ? PLAIN : ESCAPED;
      return writer.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
