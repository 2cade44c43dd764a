package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.PublishResult;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Publishes any number of items as newline-delimited JSON, a request per batch, and gives their
 * results in order. Lazy: a batch is taken and sent when the first of its results is asked for, so
 * that no more than one is ever held. Not thread-safe.
 */
final class LineBatches<I, R> implements Iterator<PublishResult<R>> {
  private static final int MOST_LINES = 1000;
  private static final int MOST_BYTES = 1 << 20;

  private final ApiConnection api;
  private final String path;
  private final Iterator<I> items;
  private final Predicate<I> hasId;
  private final Class<R> receiptType;
  private final Queue<PublishResult<R>> results = new ArrayDeque<>();

  private LineBatches(
      ApiConnection api, String path, Iterator<I> items, Predicate<I> hasId, Class<R> receiptType) {
    this.api = api;
    this.path = path;
    this.items = items;
    this.hasId = hasId;
    this.receiptType = receiptType;
  }

  /**
   * The results, one per item; closing them closes the items.
   *
   * @param hasId whether an item has an id of its own: a batch of such items is harmless twice
   */
  static <I, R> Stream<PublishResult<R>> results(
      ApiConnection api, String path, Stream<I> items, Predicate<I> hasId, Class<R> receiptType) {
    Iterator<PublishResult<R>> batches =
        new LineBatches<>(api, path, items.iterator(), hasId, receiptType);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(batches, traits), false)
        .onClose(items::close);
  }

  @Override
  public boolean hasNext() {
    return !results.isEmpty() || items.hasNext();
  }

  @Override
  public PublishResult<R> next() {
    if (results.isEmpty()) {
      if (!items.hasNext()) {
        throw new NoSuchElementException();
      }
      results.addAll(nextResults());
    }
    return results.remove();
  }

  private List<PublishResult<R>> nextResults() {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    boolean allHaveIds = true;
    int lines = 0;
    for (; lines < MOST_LINES && batch.size() < MOST_BYTES && items.hasNext(); lines++) {
      I item = items.next();
      allHaveIds &= hasId.test(item);
      batch.writeBytes(api.format().write(item));
      batch.write('\n');
    }
    return api.post(path)
        .known(allHaveIds)
        .lines(batch.toByteArray())
        .send()
        .results(receiptType, lines);
  }
}
