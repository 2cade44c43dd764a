package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.NewEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events of one batch repeat an earlier one of the same batch. Decided before anything is
 * stored, so that the store sees every key and every event id once.
 */
final class Repetitions {
  /** For each event the place of the one it repeats, or its own. */
  private final int[] firsts;

  private final List<NewEvent> events;

  Repetitions(List<NewEvent> events) {
    this.events = events;
    this.firsts = new int[events.size()];
    var byKey = new HashMap<List<String>, Integer>();
    var byId = new HashMap<List<String>, Integer>();
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = firstOf(i, byKey, byId);
    }
  }

  private int firstOf(int i, Map<List<String>, Integer> byKey, Map<List<String>, Integer> byId) {
    var event = events.get(i).event();
    var idempotency = events.get(i).idempotency();
    Integer sameKey =
        idempotency == null
            ? null
            : byKey.putIfAbsent(List.of(event.tenant(), idempotency.key()), i);
    if (sameKey != null) {
      return firsts[sameKey];
    }
    Integer sameId = byId.putIfAbsent(List.of(event.tenant(), event.id()), i);
    return sameId == null ? i : firsts[sameId];
  }

  /** The places of events that repeat no other, in order. */
  List<Integer> originals() {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < firsts.length; i++) {
      if (firsts[i] == i) {
        places.add(i);
      }
    }
    return places;
  }

  /** The answers for all events, given those for the originals at their places. */
  List<Appended> complete(Appended[] answers) {
    for (int i = 0; i < answers.length; i++) {
      if (firsts[i] != i) {
        answers[i] = repetition(events.get(i), events.get(firsts[i]), answers[firsts[i]]);
      }
    }
    return List.of(answers);
  }

  private static Appended repetition(NewEvent later, NewEvent first, Appended answer) {
    if (!sameContent(later, first)) {
      return new Appended.Conflict(
          answer instanceof Appended.Duplicate known ? known.eventId() : first.event().id());
    }
    return answer instanceof Appended.Stored stored
        ? duplicateOf(first.event(), stored.deliveries().size())
        : answer;
  }

  private static boolean sameContent(NewEvent one, NewEvent other) {
    return one.idempotency() != null && other.idempotency() != null
        ? Arrays.equals(one.idempotency().contentHash(), other.idempotency().contentHash())
        : Arrays.equals(one.event().body(), other.event().body());
  }

  static Appended.Duplicate duplicateOf(Event first, int deliveries) {
    var facts = first.transaction();
    return new Appended.Duplicate(
        first.id(), facts == null ? 0 : facts.transactionId(), deliveries);
  }
}
