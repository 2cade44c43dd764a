package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.CursorPage;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows cursors from page to page, only as far as somebody reads. */
final class CursorPages {

  private CursorPages() {}

  static <T> Stream<T> items(
      Function<@Nullable String, CursorPage<T>> pages, @Nullable String firstCursor) {
    return Stream.iterate(new Step<>(pages, pages.apply(firstCursor)), Objects::nonNull, Step::next)
        .flatMap(step -> step.page().items().stream());
  }

  private record Step<T>(Function<@Nullable String, CursorPage<T>> pages, CursorPage<T> page) {
    @Nullable Step<T> next() {
      String cursor = page.nextCursor();
      return cursor == null ? null : new Step<>(pages, pages.apply(cursor));
    }
  }
}
