package dev.webhooks.ejb.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an event type; null leaves what there is, or nothing for a new one.
 *
 * @param description one sentence for receivers
 * @param schema a JSON Schema (2020-12) of the {@code data} value; becomes the next version
 * @param examples of the {@code data} value, each a JSON text; replace what there were
 * @param archived whether it can no longer be published
 */
public record EventTypeChange(
    @Nullable String description,
    @Nullable String schema,
    @Nullable List<String> examples,
    @Nullable Boolean archived) {

  /** Archives the type and changes nothing else. */
  public static final EventTypeChange ARCHIVE = new EventTypeChange(null, null, null, true);

  /** A type with a description and a schema, if it has one. */
  public static EventTypeChange of(String description, @Nullable String schema) {
    return new EventTypeChange(description, schema, null, null);
  }
}
