package dev.webhooks.war.error;

import dev.webhooks.war.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the client sees it: one of the contract's kinds. Immutable; carries nothing of the
 * server's inside.
 *
 * @param status the HTTP status
 * @param error the code programs look at
 * @param message one sentence for people
 * @param errors field to what is wrong with it; empty unless the kind is a validation error
 * @param headers sent with it
 */
public record Problem(
    int status,
    String error,
    String message,
    Map<String, List<String>> errors,
    Map<String, String> headers) {

  private static final Pattern BEARER = Pattern.compile("(?i)bearer( .*)?");

  /** 400: fields that are wrong, each with its reasons. */
  public static Problem invalid(Map<String, List<String>> errors) {
    return new Problem(400, "validation_error", "Input data validation error", errors, Map.of());
  }

  /** 400: not a request the server understands. */
  public static Problem badRequest() {
    return of(400, "validation_error", "The request is malformed");
  }

  /**
   * 401: the bare challenge for a request without a bearer token (RFC 6750 section 3.1).
   *
   * @param authorization the request's header, null for none
   */
  public static Problem unauthorized(@Nullable String authorization) {
    return authorization != null && BEARER.matcher(authorization).matches()
        ? badToken()
        : noToken();
  }

  private static Problem noToken() {
    return of(401, "unauthorized", "A bearer token is required").with("WWW-Authenticate", "Bearer");
  }

  /** 401 with a token that does not hold. */
  public static Problem badToken() {
    return of(401, "unauthorized", "Token is invalid or expired")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  /** 403: the token lacks the scope. */
  public static Problem missingScope(String scope) {
    return forbidden()
        .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }

  /** 403: the user lacks the permission, or the operation is open to nobody. */
  public static Problem forbidden() {
    return of(403, "forbidden", "You do not have permission to access this resource");
  }

  /**
   * 404.
   *
   * @param kind a noun such as {@code Webhook}
   */
  public static Problem notFound(String kind) {
    return of(404, "not_found", kind + " not found");
  }

  /**
   * 405.
   *
   * @param allow the methods that exist, separated by commas
   */
  public static Problem methodNotAllowed(String allow) {
    return of(405, "method_not_allowed", "This method is not allowed here").with("Allow", allow);
  }

  /** 406: the client accepts nothing that exists. */
  public static Problem notAcceptable() {
    return of(406, "not_acceptable", "Only application/json can be answered");
  }

  /** 409. */
  public static Problem conflict(String message) {
    return of(409, "conflict", message);
  }

  /** 412: the client's copy is out of date. */
  public static Problem preconditionFailed() {
    return of(412, "precondition_failed", "It was changed since it was read");
  }

  /** 413. */
  public static Problem tooLarge(long maxBytes) {
    return of(413, "payload_too_large", "The body may have at most " + maxBytes + " bytes");
  }

  /** 415. */
  public static Problem unsupportedMediaType() {
    return of(415, "unsupported_media_type", "The body must be application/json in UTF-8");
  }

  /** 429. */
  public static Problem rateLimited(Duration retryAfter) {
    return of(429, "rate_limited", "Too many requests").with("Retry-After", seconds(retryAfter));
  }

  /** 500: a fault of the server; what it was is in the log only. */
  public static Problem internal() {
    return of(500, "internal_error", "Internal server error");
  }

  /** 503. */
  public static Problem unavailable(Duration retryAfter) {
    return of(503, "unavailable", "The service is temporarily unavailable")
        .with("Retry-After", seconds(retryAfter));
  }

  /** A status nothing else is said about. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> badToken();
      case 403 -> forbidden();
      case 404 -> notFound("Resource");
      case 405 -> of(405, "method_not_allowed", "This method is not allowed here");
      case 406 -> notAcceptable();
      case 413 -> of(413, "payload_too_large", "The body is too large");
      case 415 -> unsupportedMediaType();
      case 503 -> unavailable(Duration.ofSeconds(5));
      default -> status >= 400 && status < 500 ? withStatus(status) : internal();
    };
  }

  private static Problem withStatus(int status) {
    return status == 400 ? badRequest() : of(status, "bad_request", "The request is malformed");
  }

  private static Problem of(int status, String error, String message) {
    return new Problem(status, error, message, Map.of(), Map.of());
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
  }

  /** The same with one more header. */
  public Problem with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, error, message, errors, more);
  }

  /** To be thrown. */
  public ProblemException exception() {
    return new ProblemException(this);
  }

  /** The envelope. */
  public JsonObject toJson() {
    JsonObjectBuilder json =
        Json.object().add("status", "error").add("error", error).add("message", message);
    if (!errors.isEmpty()) {
      JsonObjectBuilder fields = Json.object();
      errors.forEach((field, reasons) -> fields.add(field, Json.array(reasons)));
      json.add("errors", fields);
    }
    return json.build();
  }

  /** The whole answer. */
  public Response toResponse() {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(Json.bytes(toJson()));
    headers.forEach(response::header);
    return response.build();
  }
}
