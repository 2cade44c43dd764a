package dev.webhooks.core.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * From which event number on the second look must read so that it misses nothing that was committed
 * since the look before. A pure value; each look gives the next one.
 *
 * <p>It rests on three facts. A publishing transaction takes its transaction number before it draws
 * event numbers. A look reads the sequence first, then takes a transaction number of its own, then
 * takes a snapshot; so a transaction that is in progress and was given its number before this
 * look's is in the snapshot's list. Therefore one that a look lists for the first time began to
 * draw numbers after the look before had read the sequence: that reading is its <em>birth</em>.
 *
 * <p>While a transaction stays open, nothing is read again for it. When it has ended, one look
 * reaches back to its birth.
 *
 * @param lastNumber where the sequence stood at this look
 * @param births by transaction in progress at this look, the last event number drawn before it
 * @param readAfter this look must read every event number above; 0 for everything
 */
record ArrivalHorizon(long lastNumber, Map<Long, Long> births, long readAfter) {

  /**
   * What a look observes, in this order.
   *
   * @param lastNumber the last event number drawn, 0 for none
   * @param inProgress transactions that were in progress then
   */
  record Observation(long lastNumber, Set<Long> inProgress) {}

  /**
   * The first look: what is there is found otherwise, but nothing is known of open transactions.
   */
  static ArrivalHorizon first(Observation seen) {
    var births = new HashMap<Long, Long>();
    seen.inProgress().forEach(transaction -> births.put(transaction, 0L));
    return new ArrivalHorizon(seen.lastNumber(), Map.copyOf(births), seen.lastNumber());
  }

  /** The look after this one. */
  ArrivalHorizon next(Observation seen) {
    long from = lastNumber;
    for (var known : births.entrySet()) {
      if (!seen.inProgress().contains(known.getKey())) {
        from = Math.min(from, known.getValue());
      }
    }
    var open = new HashMap<Long, Long>();
    for (long transaction : seen.inProgress()) {
      open.put(transaction, births.getOrDefault(transaction, lastNumber));
    }
    return new ArrivalHorizon(seen.lastNumber(), Map.copyOf(open), from);
  }
}
