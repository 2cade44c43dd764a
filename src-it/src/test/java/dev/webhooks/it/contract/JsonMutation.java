package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Changes one place of a JSON value into what a careless or hostile client would send. */
final class JsonMutation {
  private final RandomGenerator random;
  private final List<Place> places = new ArrayList<>();

  private JsonMutation(RandomGenerator random) {
    this.random = random;
  }

  /** A value inside another, and how to put another there or take it away. */
  private record Place(JsonNode value, Consumer<JsonNode> replace, Runnable remove) {}

  /** The value with one place changed; it is changed itself where it can be. */
  static JsonNode of(JsonNode root, RandomGenerator random) {
    var mutation = new JsonMutation(random);
    mutation.collect(root);
    if (mutation.places.isEmpty() || random.nextInt(40) == 0) {
      return OddValues.json(random);
    }
    mutation.change(OddValues.oneOf(mutation.places, random));
    return root;
  }

  private void collect(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : names(object)) {
        JsonNode value = object.get(name);
        places.add(new Place(value, v -> object.set(name, v), () -> object.remove(name)));
        collect(value);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(new Place(array.get(i), v -> array.set(index, v), () -> array.remove(index)));
        collect(array.get(i));
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void change(Place place) {
    switch (random.nextInt(6)) {
      case 0 -> place.remove().run();
      case 1 -> place.replace().accept(TextNode.valueOf(place.value().asText()));
      case 2 -> place.replace().accept(wrapped(place.value()));
      default -> place.replace().accept(OddValues.json(random));
    }
  }

  private static JsonNode wrapped(JsonNode value) {
    return JsonNodeFactory.instance.arrayNode().add(value.deepCopy());
  }
}
