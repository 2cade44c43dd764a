package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Pagination;
import dev.webhooks.jaxrs.client.model.PublishResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The service's envelope around every answer and every item of a bulk answer. */
record Answer<T>(
    @Nullable String status,
    @Nullable String message,
    @Nullable T data,
    @Nullable Meta meta,
    @Nullable String error,
    @Nullable Map<String, List<String>> errors) {

  record Meta(@Nullable MetaPagination pagination, @Nullable String nextCursor) {}

  record MetaPagination(
      long total, int perPage, int currentPage, int lastPage, @Nullable String nextCursor) {
    Pagination numbered() {
      return new Pagination(total, perPage, currentPage, lastPage);
    }
  }

  static <T> Page<T> page(Answer<List<T>> answer) {
    List<T> items = answer.requireData();
    Meta meta = answer.meta();
    return meta == null || meta.pagination() == null
        ? new Page<>(items, new Pagination(items.size(), items.size(), 1, 1))
        : new Page<>(items, meta.pagination().numbered());
  }

  static <T> CursorPage<T> cursorPage(Answer<List<T>> answer) {
    return new CursorPage<>(answer.requireData(), answer.nextCursor());
  }

  T requireData() {
    return Objects.requireNonNull(data, "The answer has no data");
  }

  Map<String, List<String>> fieldErrors() {
    return errors == null ? Map.of() : Map.copyOf(errors);
  }

  PublishResult<T> publishResult() {
    return data != null
        ? new PublishResult.Accepted<>(data)
        : new PublishResult.Refused<>(
            Objects.requireNonNullElse(error, "unknown"),
            Objects.requireNonNullElse(message, ""),
            fieldErrors());
  }

  private @Nullable String nextCursor() {
    if (meta == null) {
      return null;
    }
    return meta.pagination() == null || meta.pagination().nextCursor() == null
        ? meta.nextCursor()
        : meta.pagination().nextCursor();
  }
}
