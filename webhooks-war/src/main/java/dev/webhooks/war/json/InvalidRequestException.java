package dev.webhooks.war.json;

import java.util.List;
import java.util.Map;

/** A request whose content breaks rules: 400. Has no stack trace: nobody reads it. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Map<String, List<String>> errors;

  /**
   * @param errors field to what is wrong with it, named as on the wire; {@code body} for the whole
   */
  public InvalidRequestException(Map<String, List<String>> errors) {
    super("Input data validation error", null, false, false);
    this.errors = errors;
  }

  /** One thing wrong with one field. */
  public static InvalidRequestException field(String field, String error) {
    return new InvalidRequestException(Map.of(field, List.of(error)));
  }

  /** The client hung up before the end of its body, or kept the server waiting for it. */
  public static InvalidRequestException brokenOff() {
    return field("body", "did not arrive to its end");
  }

  /** Field to what is wrong with it. */
  public Map<String, List<String>> errors() {
    return errors;
  }
}
