package dev.webhooks.core.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page made of a bounded scan: either it is full, or the log is at its end, or as many rows were
 * looked at as one request may. Then it ends early and the next one goes on from there, so that a
 * filter that matches next to nothing costs many cheap pages and not one that reads everything.
 *
 * @param items newest first
 * @param next the position behind which the next page begins, null when there is nothing behind
 */
record ScannedPage<T>(List<T> items, @Nullable Long next) {

  /**
   * A row that was looked at.
   *
   * @param item what it shows
   * @param position of all rows, falling
   * @param isWanted whether it belongs on the page
   * @param isLast whether the scan was broken off after it
   */
  record Row<T>(T item, long position, boolean isWanted, boolean isLast) {}

  /**
   * The page of these rows. Where several scans were merged, what lies behind the first row that
   * broke one off is left for the next page.
   *
   * @param rows newest first: at least one more than the limit, or all there are
   */
  static <T> ScannedPage<T> of(List<Row<T>> rows, int limit) {
    List<T> items = new ArrayList<>(limit);
    Long last = null;
    for (Row<T> row : rows) {
      if (row.isWanted()) {
        if (items.size() == limit) {
          return new ScannedPage<>(List.copyOf(items), last);
        }
        items.add(row.item());
        last = row.position();
      }
      if (row.isLast()) {
        return new ScannedPage<>(List.copyOf(items), row.position());
      }
    }
    return new ScannedPage<>(List.copyOf(items), null);
  }
}
