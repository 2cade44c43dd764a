package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls the operations of the document so that they succeed, in an order in which each finds what
 * it needs, with the first example of the document where nothing else is said here. Not
 * thread-safe.
 */
final class Tour {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int TOO_LATE = 20;

  /** What creates comes before what reads; everything that is not named here comes in between. */
  private static final List<String> FIRST =
      List.of(
          "createBankAccount",
          "createWebhook",
          "createEndpoint",
          "createEventType",
          "publishTransactions",
          "publishEvents",
          "disableEndpoint",
          "enableEndpoint",
          "listDeliveries",
          "recoverEndpoint",
          "cancelRecovery");

  private static final List<String> LAST =
      List.of(
          "verifyEndpoint",
          "deleteEventContent",
          "deleteWebhook",
          "deleteEndpoint",
          "deleteBankAccount",
          "deleteEventType");

  private static final Map<String, String> BODIES =
      Map.of(
          "createEndpoint",
          "{\"url\":\"\",\"event_types\":[\"*\"],\"livemode\":false}",
          "createWebhook",
          """
          {"bank_account_id":0,"name":"Tour","event_type":"All","authen_type":"No_Authen",
           "webhook_url":"","is_verify_payment":1,"request_content_type":"Json"}
          """,
          "updateWebhook",
          "{\"name\":\"Tour, renamed\"}",
          "updateEndpoint",
          "{\"description\":\"Tour\"}",
          "recoverEndpoint",
          "{\"since\":\"2020-01-01T00:00:00Z\",\"status\":\"succeeded\"}");

  private static final String UNVERIFIED =
      "{\"url\":\"\",\"event_types\":[\"*\"],\"livemode\":false,\"verify_ownership\":true}";

  private final ApiDocument document = ApiDocument.ofRepository();
  private final AnswerCheck check = new AnswerCheck(document);
  private final RawHttp http;
  private final String token;
  private final KnownIds ids = new KnownIds();
  private final Bodies bodies;
  private final Set<String> succeeded = new TreeSet<>();

  /**
   * @param token one that may do everything, of a tenant that has nothing
   */
  Tour(RawHttp http, String token, URI receiver) {
    this.http = http;
    this.token = token;
    this.bodies = new Bodies(document, ids, receiver);
  }

  /** The operations that have answered with success. */
  Set<String> succeeded() {
    return succeeded;
  }

  KnownIds ids() {
    return ids;
  }

  Bodies bodies() {
    return bodies;
  }

  /** Creates one of everything and reads it. */
  void goOut() {
    FIRST.forEach(this::call);
    document.operations().stream()
        .map(Operation::id)
        .filter(id -> !FIRST.contains(id) && !LAST.contains(id))
        .forEach(this::call);
  }

  /** Deletes what was created. */
  void comeHome() {
    LAST.forEach(this::call);
  }

  private void call(String id) {
    Operation operation = document.operation(id);
    if (id.equals("verifyEndpoint")) {
      createUnverified();
    }
    Exchange exchange = send(request(operation));
    for (int i = 0; i < TOO_LATE && id.equals("cancelRecovery") && exchange.status() == 409; i++) {
      call("recoverEndpoint"); // the one before was over already
      exchange = send(request(operation));
    }
    check.require(exchange);
    if (exchange.status() != operation.successStatus()) {
      throw new AssertionError(exchange.toString());
    }
    ids.learn(operation, json(exchange));
    succeeded.add(id);
  }

  /** Only one whose ownership is asked for can be verified. */
  private void createUnverified() {
    Operation create = document.operation("createEndpoint");
    Exchange exchange = send(request(create, pointed(UNVERIFIED)));
    check.require(exchange);
    ids.learn(create, json(exchange));
  }

  /** Notes the ids of what an answer shows, so that later requests can be about it. */
  void learn(Exchange exchange) {
    if (exchange.status() < 300 && exchange.body().length > 0) {
      document.findOperation(exchange).ifPresent(operation -> ids.learn(operation, json(exchange)));
    }
  }

  private RawRequest request(Operation operation) {
    return request(operation, bodies.schema(operation).isMissingNode() ? null : body(operation));
  }

  private RawRequest request(Operation operation, JsonNode json) {
    String kind = operation.path().split("/")[1];
    String path =
        operation.path().contains("{")
            ? operation.path().replaceAll("\\{[^}]+}", ids.newest(kind))
            : operation.path();
    String body = json == null ? "" : json.toString();
    return new RawRequest(
        operation.method(),
        document.basePath() + path,
        body.isEmpty()
            ? List.of("Authorization: Bearer " + token)
            : List.of("Authorization: Bearer " + token, "Content-Type: application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode body(Operation operation) {
    String own = BODIES.get(operation.id());
    return own == null ? bodies.first(operation) : pointed(own);
  }

  private JsonNode pointed(String body) {
    try {
      return bodies.pointed(JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Exchange send(RawRequest request) {
    try {
      return http.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(request.curl(http.host()), e);
    }
  }

  private static JsonNode json(Exchange exchange) {
    try {
      return JSON.readTree(exchange.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
