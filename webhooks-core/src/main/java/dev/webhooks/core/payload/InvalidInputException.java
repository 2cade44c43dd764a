package dev.webhooks.core.payload;

import java.util.List;
import java.util.Map;

/** What a producer sent breaks rules; the message is for its author and names the fields. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, List<String>> errors;

  /**
   * A refusal.
   *
   * @param errors field, such as {@code data.object}, to what is wrong with it
   */
  public InvalidInputException(Map<String, List<String>> errors) {
    super(errors.toString());
    this.errors = Map.copyOf(errors);
  }

  /** A refusal for one field. */
  static InvalidInputException of(String field, String message) {
    return new InvalidInputException(Map.of(field, List.of(message)));
  }

  /** Field to what is wrong with it. */
  public Map<String, List<String>> errors() {
    return errors;
  }
}
