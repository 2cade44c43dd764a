package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.Page;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes from numbered page to page, only as far as somebody reads. */
final class Pages {

  private Pages() {}

  static <T> Stream<T> items(IntFunction<Page<T>> pages, int first) {
    return Stream.iterate(new Step<>(pages, pages.apply(first)), Objects::nonNull, Step::next)
        .flatMap(step -> step.page().items().stream());
  }

  private record Step<T>(IntFunction<Page<T>> pages, Page<T> page) {
    @Nullable Step<T> next() {
      return page.hasNext()
          ? new Step<>(pages, pages.apply(page.pagination().currentPage() + 1))
          : null;
    }
  }
}
