package dev.webhooks.ejb;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items at most {@code limit}; empty past the end
 * @param total how many there are on all pages
 * @param number of this page, from 1
 * @param limit items per page
 */
public record Page<T>(List<T> items, long total, int number, int limit) {
  /** The number of the last page: at least 1. */
  public long last() {
    return Math.max(1, (total + limit - 1) / limit);
  }

  /** The same page of something else. */
  public <R> Page<R> map(Function<? super T, ? extends R> function) {
    return new Page<>(items.stream().<R>map(function).toList(), total, number, limit);
  }
}
