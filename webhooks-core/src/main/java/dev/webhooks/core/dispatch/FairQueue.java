package dev.webhooks.core.dispatch;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Lanes that wait for a turn: quick ones and slow ones take turns. Confined to one thread. */
final class FairQueue {
  private final ArrayDeque<Ticket> quick = new ArrayDeque<>();
  private final ArrayDeque<Ticket> slow = new ArrayDeque<>();
  private boolean slowNext;

  private enum Place {
    NOWHERE,
    QUICK,
    SLOW
  }

  /** A lane's place in one queue. */
  static final class Ticket {
    private final EndpointLane lane;
    private Place place = Place.NOWHERE;

    Ticket(EndpointLane lane) {
      this.lane = lane;
    }
  }

  /** Queues a lane unless it is queued; one that has become quick leaves the slow ones behind. */
  void add(Ticket ticket, boolean isSlow) {
    if (ticket.place == Place.NOWHERE || (ticket.place == Place.SLOW && !isSlow)) {
      ticket.place = isSlow ? Place.SLOW : Place.QUICK;
      (isSlow ? slow : quick).add(ticket);
    }
  }

  /**
   * The next lane, null when there is none.
   *
   * @param quickToo whether the quick ones have a share left
   * @param slowToo whether the slow ones have a share left
   */
  @Nullable EndpointLane poll(boolean quickToo, boolean slowToo) {
    slowNext = !slowNext;
    EndpointLane first = slowNext ? pollSlow(slowToo) : pollQuick(quickToo);
    if (first != null) {
      return first;
    }
    return slowNext ? pollQuick(quickToo) : pollSlow(slowToo);
  }

  private @Nullable EndpointLane pollQuick(boolean allowed) {
    return allowed ? poll(quick, Place.QUICK) : null;
  }

  private @Nullable EndpointLane pollSlow(boolean allowed) {
    return allowed ? poll(slow, Place.SLOW) : null;
  }

  private static @Nullable EndpointLane poll(ArrayDeque<Ticket> queue, Place place) {
    Ticket ticket = queue.poll();
    while (ticket != null && ticket.place != place) {
      // It moved to the other queue, and perhaps had its turn there.
      ticket = queue.poll();
    }
    if (ticket == null) {
      return null;
    }
    ticket.place = Place.NOWHERE;
    return ticket.lane;
  }
}
