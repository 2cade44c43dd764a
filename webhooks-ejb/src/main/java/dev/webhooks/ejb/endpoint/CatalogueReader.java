package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.webhooks.ejb.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalogue file and everything that is wrong with it: fields of a wrong type, unknown
 * fields, names that may not be used, schemas that are none, examples that the newest schema does
 * not accept. Pure.
 *
 * <pre>
 * {"event_types": [
 *   {"name": "invoice.paid", "description": "An invoice was paid",
 *    "schemas": [{"type": "object", "required": ["object"]}],
 *    "examples": [{"object": {"id": "inv_1"}}], "archived": false}]}
 * </pre>
 */
public final class CatalogueReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Set<String> FIELDS =
      Set.of("name", "description", "schemas", "examples", "archived");

  private final Violations violations = new Violations();
  private final Set<String> names = new HashSet<>();

  private CatalogueReader() {}

  /**
   * The catalogue that this JSON describes.
   *
   * @throws Refusal.Invalid with every error, each under the type's name and the field
   */
  public static Catalogue read(String json) {
    CatalogueReader reader = new CatalogueReader();
    Catalogue catalogue = reader.catalogue(parse(json));
    reader.violations.refuse();
    return catalogue;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      String where = place == null ? "" : " in line " + place.getLineNr();
      throw Refusal.Invalid.field("file", "is not JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private Catalogue catalogue(JsonNode root) {
    List<Catalogue.Type> types = new ArrayList<>();
    JsonNode list = root.path("event_types");
    if (list.isArray()) {
      for (int i = 0; i < list.size(); i++) {
        types.add(type(list.get(i), "event_types[" + i + "]"));
      }
    } else {
      violations.add("event_types", "must be a list of event types");
    }
    root.fieldNames()
        .forEachRemaining(
            name ->
                violations.addIf(!name.equals("event_types"), name, "is unknown; use event_types"));
    return new Catalogue(types);
  }

  private Catalogue.Type type(JsonNode node, String place) {
    JsonNode name = node.path("name");
    String called = name.isTextual() ? name.textValue() : place;
    if (!node.isObject()) {
      violations.add(place, "must be an object");
    }
    violations.addIf(!name.isTextual(), called + ": name", "must be a string");
    violations.addIf(!names.add(called), called + ": name", "is there twice");
    Violations own = new Violations();
    if (name.isTextual()) {
      EventTypeRules.checkName(called, own);
    }
    unknownFields(node, own);
    Catalogue.Type type =
        new Catalogue.Type(
            called,
            text(node, own),
            Objects.requireNonNullElse(texts(node, "schemas", own), List.of()),
            texts(node, "examples", own),
            flag(node, own));
    check(type, own);
    own.errors()
        .forEach(
            (field, errors) ->
                errors.forEach(error -> violations.add(called + ": " + field, error)));
    return type;
  }

  private static void unknownFields(JsonNode node, Violations own) {
    node.fieldNames()
        .forEachRemaining(
            name ->
                own.addIf(
                    !FIELDS.contains(name),
                    name,
                    name.equals("schema")
                        ? "is unknown; schemas lists the versions, oldest first"
                        : "is unknown; use name, description, schemas, examples, archived"));
  }

  private static void check(Catalogue.Type type, Violations own) {
    if (type.description() != null) {
      EventTypeRules.checkDescription(type.description(), own);
    }
    SchemaText newest = null;
    for (int i = 0; i < type.schemas().size(); i++) {
      newest = EventTypeRules.schema("schemas[" + i + "]", type.schemas().get(i), own);
    }
    if (type.examples() != null) {
      EventTypeRules.checkExamples(type.examples(), newest, own);
    }
  }

  private static @Nullable String text(JsonNode node, Violations own) {
    JsonNode value = value(node, "description", JsonNode::isTextual, "must be a string", own);
    return value == null ? null : value.textValue();
  }

  private static @Nullable Boolean flag(JsonNode node, Violations own) {
    JsonNode value = value(node, "archived", JsonNode::isBoolean, "must be true or false", own);
    return value == null ? null : value.booleanValue();
  }

  private static @Nullable JsonNode value(
      JsonNode node, String field, Predicate<JsonNode> isRight, String error, Violations own) {
    JsonNode value = node.get(field);
    if (value == null || isRight.test(value)) {
      return value;
    }
    own.add(field, error);
    return null;
  }

  private static @Nullable List<String> texts(JsonNode node, String field, Violations own) {
    JsonNode list = value(node, field, JsonNode::isArray, "must be a list", own);
    if (list == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.toString()));
    return texts;
  }
}
