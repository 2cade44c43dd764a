package dev.webhooks.ejb.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A kind of event of the catalogue.
 *
 * @param name such as {@code payment.succeeded}
 * @param description one sentence for receivers
 * @param builtIn whether it is the product's own: the same for every tenant, not editable
 * @param archived whether it can no longer be published
 * @param schemas every version, oldest first; empty when the content is not checked
 * @param examples of the {@code data} value, each a JSON text that the current schema accepts; of a
 *     bank transaction the whole body
 * @param createdAt by the database's clock
 */
public record EventType(
    String name,
    String description,
    boolean builtIn,
    boolean archived,
    List<Schema> schemas,
    List<String> examples,
    Instant createdAt) {

  /**
   * A JSON Schema (2020-12) of the {@code data} value.
   *
   * @param version from 1
   * @param text as it was given
   * @param createdAt by the database's clock
   */
  public record Schema(int version, String text, Instant createdAt) {}

  /** The schema that content is checked against. */
  public Optional<Schema> currentSchema() {
    return schemas.isEmpty() ? Optional.empty() : Optional.of(schemas.get(schemas.size() - 1));
  }
}
