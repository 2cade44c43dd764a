package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** Compares JSON by value: key order does not count. */
final class WireJson {

  private WireJson() {}

  static void assertJson(String actual, String expected) {
    assertThat(parse(actual)).isEqualTo(parse(expected));
  }

  static JsonValue parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
