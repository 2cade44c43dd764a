package dev.webhooks.jaxrs.client.model;

import java.util.List;
import java.util.Map;

/** What became of one item of a published list. */
public sealed interface PublishResult<T> {

  /**
   * Accepted.
   *
   * @param receipt its receipt
   */
  record Accepted<T>(T receipt) implements PublishResult<T> {}

  /**
   * Refused; the other items are not affected.
   *
   * @param error the code, such as {@code validation_error} or {@code conflict}
   * @param message one sentence
   * @param fieldErrors field to what is wrong with it
   */
  record Refused<T>(String error, String message, Map<String, List<String>> fieldErrors)
      implements PublishResult<T> {}
}
