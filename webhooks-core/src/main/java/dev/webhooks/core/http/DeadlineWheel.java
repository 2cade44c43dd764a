package dev.webhooks.core.http;

import io.netty.channel.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all calls under way on one event loop: a hashed timing wheel (Varghese and
 * Lauck, 1987) with 10-millisecond ticks. Adding and removing cost a few nanoseconds and no memory,
 * however many calls are under way; it ticks only while there are any. Confined to the loop.
 */
final class DeadlineWheel {
  private static final Logger LOG = System.getLogger(DeadlineWheel.class.getName());
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int SLOTS = 512;

  /** Something with a deadline; a node of its slot's ring. */
  abstract static class Entry {
    private @Nullable Entry next;
    private @Nullable Entry previous;

    /** By {@link System#nanoTime()}. */
    abstract long deadline();

    /** The deadline has passed; the entry is no longer in the wheel. */
    abstract void expired();
  }

  private static final class Ring extends Entry {
    @Override
    long deadline() {
      throw new UnsupportedOperationException();
    }

    @Override
    void expired() {
      throw new UnsupportedOperationException();
    }
  }

  private final EventLoop loop;
  private final long origin = System.nanoTime();
  private final Entry[] slots = new Entry[SLOTS];
  private int size;
  private long lastTick;
  private boolean ticking;

  DeadlineWheel(EventLoop loop) {
    this.loop = loop;
    for (int i = 0; i < SLOTS; i++) {
      Entry ring = new Ring();
      ring.next = ring;
      ring.previous = ring;
      slots[i] = ring;
    }
  }

  void add(Entry entry) {
    startTicking();
    Entry ring = slots[slotOf(Math.max(tickOf(entry.deadline()), lastTick) + 1)];
    entry.next = ring;
    entry.previous = ring.previous;
    neighbour(ring.previous).next = entry;
    ring.previous = entry;
    size++;
  }

  /** Takes it out; does nothing when it is not in. */
  void remove(Entry entry) {
    if (entry.next == null) {
      return;
    }
    neighbour(entry.previous).next = entry.next;
    neighbour(entry.next).previous = entry.previous;
    entry.next = null;
    entry.previous = null;
    size--;
  }

  /** Every entry there is now. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size);
    for (Entry ring : slots) {
      collect(ring, entry -> true, entries);
    }
    return entries;
  }

  int size() {
    return size;
  }

  private void startTicking() {
    if (!ticking) {
      ticking = true;
      lastTick = tickOf(System.nanoTime());
      loop.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    long tick = tickOf(now);
    // Collected first: what expires may take other entries out.
    List<Entry> due = new ArrayList<>();
    // After a long pause every slot is visited once.
    for (long t = Math.max(lastTick + 1, tick - SLOTS + 1); t <= tick; t++) {
      collect(slots[slotOf(t)], entry -> entry.deadline() - now <= 0, due);
    }
    lastTick = tick;
    due.forEach(this::remove);
    due.forEach(DeadlineWheel::expire);
    continueTicking();
  }

  private static void expire(Entry entry) {
    try {
      entry.expired();
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: the deadlines of all others are still watched.
      LOG.log(Level.ERROR, "A call could not be ended at its deadline", e);
    }
  }

  private void continueTicking() {
    ticking = size > 0;
    if (ticking) {
      loop.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private static void collect(Entry ring, Predicate<Entry> which, List<Entry> into) {
    for (Entry entry = neighbour(ring.next); entry != ring; entry = neighbour(entry.next)) {
      if (which.test(entry)) {
        into.add(entry);
      }
    }
  }

  private long tickOf(long nanoTime) {
    return (nanoTime - origin) / TICK_NANOS;
  }

  private static int slotOf(long tick) {
    return (int) (tick & (SLOTS - 1));
  }

  private static Entry neighbour(@Nullable Entry entry) {
    if (entry == null) {
      throw new IllegalStateException("The entry is not in the wheel");
    }
    return entry;
  }
}
