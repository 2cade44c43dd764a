package dev.webhooks.core.dispatch;

import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Event contents that were used lately, bounded in bytes, so that the endpoints an event goes to
 * share one copy and one read. Thread-safe; loading blocks.
 */
final class ContentCache {
  /**
   * So many at most, however small contents were lately: the next may all be as large as they can
   * be, and the driver holds three times that while it reads them as text.
   */
  private static final int MAX_CHUNK = 32;

  /** What one call may load: a hundred large contents at once would not fit a small heap. */
  private static final long CHUNK_BYTES = 2L << 20;

  private final EventStore events;
  private final long maxBytes;
  private final LinkedHashMap<Long, Content> recent = new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;

  /** How large contents are lately; the largest count most. */
  private volatile long usual = 64 << 10;

  ContentCache(EventStore events, long maxBytes) {
    this.events = events;
    this.maxBytes = maxBytes;
  }

  /** The contents of handed-over events are needed soon by other lanes. */
  void put(long eventNumber, Content content) {
    synchronized (recent) {
      Content before = recent.put(eventNumber, content);
      bytes += content.size() - (before == null ? 0 : before.size());
      evict();
    }
  }

  /**
   * The contents of these events; {@link Content#EXPUNGED} for one that is gone. Stops early, in
   * the order of the numbers, when this many bytes have been loaded; the rest is absent.
   */
  Map<Long, Content> get(Collection<Long> eventNumbers, long maxLoadedBytes) {
    Map<Long, Content> found = new HashMap<>(eventNumbers.size() * 2);
    List<Long> missing = known(eventNumbers, found);
    long loaded = 0;
    int from = 0;
    while (from < missing.size() && loaded < maxLoadedBytes) {
      int to = Math.min(from + chunk(), missing.size());
      long size = load(missing.subList(from, to), found);
      usual = Math.max(size / (to - from), usual - usual / 8);
      loaded += size;
      from = to;
    }
    return found;
  }

  private int chunk() {
    return (int) Math.max(1, Math.min(MAX_CHUNK, CHUNK_BYTES / Math.max(1, usual)));
  }

  private List<Long> known(Collection<Long> eventNumbers, Map<Long, Content> found) {
    List<Long> missing = new ArrayList<>();
    synchronized (recent) {
      for (Long number : eventNumbers) {
        Content content = recent.get(number);
        if (content == null) {
          missing.add(number);
        } else {
          found.put(number, content);
        }
      }
    }
    return missing;
  }

  private long load(List<Long> numbers, Map<Long, Content> found) {
    Map<Long, EventContent> stored = events.load(numbers);
    long loaded = 0;
    for (Long number : numbers) {
      @Nullable EventContent event = stored.get(number);
      Content content = event == null ? Content.EXPUNGED : new Content(event);
      found.put(number, content);
      loaded += content.size();
      if (event != null) {
        put(number, content);
      }
    }
    return loaded;
  }

  private void evict() {
    Iterator<Content> oldest = recent.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().size();
      oldest.remove();
    }
  }
}
