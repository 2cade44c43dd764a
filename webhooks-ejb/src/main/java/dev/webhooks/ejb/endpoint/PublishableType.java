package dev.webhooks.ejb.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type as publishing needs it.
 *
 * @param type from the catalogue
 * @param schema the current one made ready, null for none
 */
public record PublishableType(EventType type, @Nullable SchemaText schema) {

  static PublishableType of(EventType type) {
    return new PublishableType(
        type, type.currentSchema().map(schema -> SchemaText.ofStored(schema.text())).orElse(null));
  }

  /** What is wrong with this {@code data} value; empty when nothing is. */
  public List<String> violationsOf(byte[] data) {
    return schema == null ? List.of() : schema.violationsOf(data);
  }
}
