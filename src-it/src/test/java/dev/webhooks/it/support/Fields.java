package dev.webhooks.it.support;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collection;

/** JSON objects in one line. */
public final class Fields {

  private Fields() {}

  /** An object of these names and values: strings, numbers, booleans, lists, JSON values, null. */
  public static JsonObject of(Object... namesAndValues) {
    return with(JsonValue.EMPTY_JSON_OBJECT, namesAndValues);
  }

  /** The same object with these fields added or replaced. */
  public static JsonObject with(JsonObject object, Object... namesAndValues) {
    JsonObjectBuilder builder = Json.createObjectBuilder(object);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return builder.build();
  }

  /** The same object without these fields. */
  public static JsonObject without(JsonObject object, String... names) {
    JsonObjectBuilder builder = Json.createObjectBuilder(object);
    for (String name : names) {
      builder.remove(name);
    }
    return builder.build();
  }

  /** The object this text is. */
  public static JsonObject parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  /** The same object with the fields of the other added or replaced. */
  public static JsonObject merged(JsonObject object, JsonObject changes) {
    JsonObjectBuilder builder = Json.createObjectBuilder(object);
    changes.forEach(builder::add);
    return builder.build();
  }

  private static JsonValue value(Object value) {
    if (value == null) {
      return JsonValue.NULL;
    } else if (value instanceof JsonValue json) {
      return json;
    } else if (value instanceof Boolean truth) {
      return truth ? JsonValue.TRUE : JsonValue.FALSE;
    } else if (value instanceof Double number) {
      return Json.createValue(number);
    } else if (value instanceof Number number) {
      return Json.createValue(number.longValue());
    } else if (value instanceof Collection<?> list) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      list.forEach(item -> array.add(value(item)));
      return array.build();
    }
    return Json.createValue((String) value);
  }
}
