package dev.webhooks.jaxrs.client.model;

import java.util.List;

/**
 * A numbered page of a list, newest first; a page past the end is empty.
 *
 * @param items what is on it
 * @param pagination where it stands
 */
public record Page<T>(List<T> items, Pagination pagination) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }

  /** Whether a later page has items. */
  public boolean hasNext() {
    return pagination.currentPage() < pagination.lastPage();
  }
}
