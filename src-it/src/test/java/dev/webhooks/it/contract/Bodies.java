package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Request bodies from the examples of the document, pointed at what exists: bank accounts that were
 * created, and a receiver on this machine.
 */
final class Bodies {
  private static final Set<String> ADDRESSES =
      Set.of("url", "webhook_url", "token_url", "oauth2_access_token_url");
  private static final String EXAMPLES = "examples";

  private final ApiDocument document;
  private final KnownIds ids;
  private final URI receiver;

  Bodies(ApiDocument document, KnownIds ids, URI receiver) {
    this.document = document;
    this.ids = ids;
    this.receiver = receiver;
  }

  /** The schema of an operation's JSON body; a missing node when it takes none. */
  JsonNode schema(Operation operation) {
    return content(operation).path("schema");
  }

  /** The first example, the one that is tried on every build. */
  JsonNode first(Operation operation) {
    return examples(operation).get(0);
  }

  /** One of the examples. */
  JsonNode any(Operation operation, RandomGenerator random) {
    return OddValues.oneOf(examples(operation), random);
  }

  private List<JsonNode> examples(Operation operation) {
    List<JsonNode> examples = new ArrayList<>();
    for (JsonNode example : content(operation).path(EXAMPLES)) {
      examples.add(pointed(example.path("value").deepCopy()));
    }
    return examples;
  }

  private JsonNode content(Operation operation) {
    return document.resolve(operation.node().path("requestBody")).at("/content/application~1json");
  }

  /** The same value with the ids and addresses of this run; it is changed itself. */
  JsonNode pointed(JsonNode value) {
    if (value instanceof ObjectNode object) {
      point(object);
    }
    value.forEach(this::pointed);
    return value;
  }

  private void point(ObjectNode object) {
    ADDRESSES.stream().filter(object::has).forEach(name -> object.put(name, receiver.toString()));
    if (object.has("bank_account_id")) {
      object.put("bank_account_id", Long.parseLong(ids.newest("bank-accounts")));
    }
    if (object.has("bank_sub_account_ids")) {
      object.put("only_va", 0);
      object.set("bank_sub_account_ids", JsonNodeFactory.instance.arrayNode());
    }
  }
}
