package dev.webhooks.ejb.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event types that an installation brings along, for every tenant.
 *
 * @param types in the order of the file
 */
public record Catalogue(List<Type> types) {

  /**
   * One type.
   *
   * @param name unique in the catalogue
   * @param description null leaves what is stored
   * @param schemas every version, oldest first; a version never changes
   * @param examples null leaves what is stored
   * @param archived null leaves what is stored
   */
  public record Type(
      String name,
      @Nullable String description,
      List<String> schemas,
      @Nullable List<String> examples,
      @Nullable Boolean archived) {}
}
