package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ContentCacheTest {
  private static final long FIRST_LARGE = 2_000;
  private static final int LARGE = 256 << 10;

  @Test
  void large_contents_after_many_small_ones_are_read_a_few_at_a_time() {
    var events = new SizedEvents();
    var contents = new ContentCache(events, 8 << 20);
    contents.get(numbers(0, FIRST_LARGE), Long.MAX_VALUE);
    contents.get(numbers(FIRST_LARGE, FIRST_LARGE + 150), 8 << 20);
    assertThat(events.mostBytesAtOnce).isLessThanOrEqualTo(8 << 20);
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  /** Events whose contents are small up to a number and as large as they may be from it on. */
  private static final class SizedEvents implements EventStore {
    private long mostBytesAtOnce;

    @Override
    public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
      Map<Long, EventContent> loaded = new HashMap<>();
      long bytes = 0;
      for (long number : eventNumbers) {
        byte[] body = new byte[number < FIRST_LARGE ? 100 : LARGE];
        loaded.put(number, new EventContent(number, "evt_" + number, "load.event", body));
        bytes += body.length;
      }
      mostBytesAtOnce = Math.max(mostBytesAtOnce, bytes);
      return loaded;
    }

    @Override
    public List<Appended> append(List<NewEvent> events) {
      return List.of();
    }

    @Override
    public List<Long> nextTransactionIds(int count) {
      return List.of();
    }
  }
}
