package dev.webhooks.it.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds answers of the service against its API document: that the operation exists, and its status,
 * headers, media type and body are documented. Answers outside the base path are not looked at.
 * Thread-safe.
 */
public final class AnswerCheck {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Of HTTP and of the server; every other header an answer has must be documented. */
  private static final Set<String> HEADERS_OF_HTTP =
      Set.of(
          "date",
          "connection",
          "keep-alive",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "vary",
          "cache-control",
          "x-content-type-options",
          "x-frame-options",
          "server");

  /** What is answered before an operation is found, or because there is none. */
  private static final Map<Integer, String> WITHOUT_OPERATION =
      Map.of(
          400, "BadRequest",
          401, "Unauthorized",
          404, "NotFound",
          405, "MethodNotAllowed",
          413, "PayloadTooLarge",
          429, "RateLimited",
          503, "Unavailable");

  /** Matrix parameters of no segment: none to Jersey, a segment that nothing has to RESTEasy. */
  private static final Pattern EMPTY_SEGMENT = Pattern.compile("/;[^/]*$");

  private final ApiDocument document;

  public AnswerCheck(ApiDocument document) {
    this.document = document;
  }

  /**
   * Does nothing when the answer is documented.
   *
   * @throws AssertionError otherwise, with all that is not
   */
  public void require(Exchange exchange) {
    List<String> mismatches = mismatches(exchange);
    if (!mismatches.isEmpty()) {
      throw new AssertionError(
          "not as openapi.yaml says:\n  " + String.join("\n  ", mismatches) + "\n" + exchange);
    }
  }

  /** Everything about the answer that is not as documented. */
  public List<String> mismatches(Exchange exchange) {
    List<String> mismatches = new ArrayList<>();
    findPath(exchange).ifPresent(path -> check(exchange, path, mismatches));
    return mismatches;
  }

  /**
   * The path below the base path, as JAX-RS reads it: no matrix parameters, no slash at the end.
   */
  private Optional<String> findPath(Exchange exchange) {
    String path = exchange.path();
    return path.startsWith(document.basePath() + "/")
        ? Optional.of(
            path.substring(document.basePath().length())
                .replaceAll(";[^/]*", "")
                .replaceAll("/+$", ""))
        : Optional.empty();
  }

  private void check(Exchange exchange, String path, List<String> mismatches) {
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    List<Operation> operations = document.operationsAt(path);
    Optional<Operation> called =
        operations.stream().filter(operation -> operation.method().equals(method)).findFirst();
    boolean unclear = exchange.status() == 404 && EMPTY_SEGMENT.matcher(exchange.path()).find();
    if (called.isPresent() && !unclear) {
      checkOperation(exchange, called.get(), mismatches);
    } else if (exchange.method().equals("OPTIONS") && exchange.status() == 200) {
      checkAllow(exchange, operations, mismatches);
    } else {
      checkWithoutOperation(exchange, operations, mismatches);
    }
  }

  private void checkOperation(Exchange exchange, Operation operation, List<String> mismatches) {
    document
        .findResponse(operation, exchange.status())
        .ifPresentOrElse(
            response -> checkResponse(exchange, response, mismatches),
            () ->
                mismatches.add(
                    operation.id() + " is not documented to answer " + exchange.status()));
  }

  private void checkWithoutOperation(
      Exchange exchange, List<Operation> operations, List<String> mismatches) {
    String shared = WITHOUT_OPERATION.get(exchange.status());
    if (shared == null) {
      mismatches.add("there is no such operation");
      return;
    }
    checkResponse(exchange, ApiDocument.sharedResponse(shared), mismatches);
    if (exchange.status() == 405) {
      checkAllow(exchange, operations, mismatches);
    }
  }

  private static void checkAllow(
      Exchange exchange, List<Operation> operations, List<String> mismatches) {
    Set<String> documented = operations.stream().map(Operation::method).collect(Collectors.toSet());
    Set<String> allowed =
        Set.of(exchange.findHeader("allow").orElse("").replace(" ", "").split(","));
    Set<String> more = new HashSet<>(allowed);
    more.removeAll(documented);
    more.removeAll(Set.of("HEAD", "OPTIONS"));
    if (!allowed.containsAll(documented) || !more.isEmpty()) {
      mismatches.add("Allow is " + allowed + ", the document has " + documented);
    }
  }

  private void checkResponse(Exchange exchange, String response, List<String> mismatches) {
    Map<String, JsonNode> headers = document.headers(response);
    headers.forEach((name, header) -> checkHeader(exchange, name, header, mismatches));
    exchange.headers().keySet().stream()
        .filter(name -> !headers.containsKey(name) && !HEADERS_OF_HTTP.contains(name))
        .forEach(name -> mismatches.add("the header " + name + " is not documented"));
    if (!exchange.method().equals("HEAD")) {
      checkBody(exchange, response, mismatches);
    }
  }

  private static void checkHeader(
      Exchange exchange, String name, JsonNode header, List<String> mismatches) {
    Optional<String> value = exchange.findHeader(name);
    String pattern = header.at("/schema/pattern").asText(".*");
    if (value.isEmpty() && header.path("required").asBoolean()) {
      mismatches.add("the header " + name + " is missing");
    } else if (value.isPresent() && !value.get().matches(pattern)) {
      mismatches.add("the header " + name + " does not match " + pattern);
    }
  }

  private void checkBody(Exchange exchange, String response, List<String> mismatches) {
    String mediaType = mediaType(exchange);
    document
        .findSchema(response, mediaType)
        .ifPresentOrElse(
            schema -> checkJson(exchange, schema, mismatches),
            () -> mismatches.add("the media type '" + mediaType + "' is not documented"));
  }

  private void checkJson(Exchange exchange, String schema, List<String> mismatches) {
    try {
      mismatches.addAll(document.refusalsOf(JSON.readTree(exchange.text()), schema));
    } catch (JsonProcessingException e) {
      mismatches.add("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String mediaType(Exchange exchange) {
    return exchange
        .findHeader("content-type")
        .orElse("")
        .replaceFirst("(?i);\\s*charset=\"?utf-8\"?$", "");
  }
}
