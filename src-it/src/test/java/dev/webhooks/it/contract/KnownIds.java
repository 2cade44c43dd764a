package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The ids of what exists, as answers showed them, by the first part of the path they are used in.
 * Of each kind the newest are kept. Not thread-safe.
 */
final class KnownIds {
  private static final int MOST = 12;

  private final Map<String, List<String>> ids = new HashMap<>();

  /** Learns from an answer of this operation; what a list shows is taken for older. */
  void learn(Operation operation, JsonNode answer) {
    JsonNode data = answer.path("data");
    if (data.isArray()) {
      data.forEach(item -> learn(kind(operation), item, true));
    } else {
      learn(kind(operation), data, false);
    }
  }

  private void learn(String kind, JsonNode item, boolean older) {
    JsonNode id = kind.equals("event-types") ? item.path("name") : item.path("id");
    List<String> known = ids.computeIfAbsent(kind, k -> new ArrayList<>());
    if (id.isValueNode() && !known.contains(id.asText())) {
      known.add(older ? 0 : known.size(), id.asText());
      if (known.size() > MOST) {
        known.remove(older ? known.size() / 2 : 0);
      }
    }
  }

  private static String kind(Operation operation) {
    return switch (operation.id()) {
      case "recoverEndpoint" -> "recoveries";
      case "listEventDeliveries" -> "deliveries";
      default -> operation.path().split("/")[1];
    };
  }

  /** One that this operation could be called with. */
  Optional<String> findFor(Operation operation, RandomGenerator random) {
    List<String> known = ids.get(operation.path().split("/")[1]);
    return known == null || known.isEmpty()
        ? Optional.empty()
        : Optional.of(OddValues.oneOf(known, random));
  }

  /** The newest of a kind. */
  String newest(String kind) {
    List<String> known = ids.get(kind);
    return known.get(known.size() - 1);
  }
}
