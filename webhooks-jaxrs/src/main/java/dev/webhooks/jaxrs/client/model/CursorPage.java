package dev.webhooks.jaxrs.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that grows while it is read: newest first, stable under inserts.
 *
 * @param items what is on it
 * @param nextCursor asks for the page after it; null on the last one
 */
public record CursorPage<T>(List<T> items, @Nullable String nextCursor) {

  /** Copies the items. */
  public CursorPage {
    items = List.copyOf(items);
  }
}
