package dev.webhooks.core.jdbc;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Event numbers that were drawn and are not visible: of an open transaction that may commit later,
 * of one that was rolled back, or of a resend. A pure value.
 *
 * @param lastNumber numbers up to this one are either seen or missing
 * @param numbers the missing ones, at most {@link #MOST}
 */
record MissingNumbers(long lastNumber, TreeSet<Long> numbers) {
  /** The oldest beyond these are given up; a lane that is read again from its start finds them. */
  static final int MOST = 10_000;

  MissingNumbers {
    numbers = new TreeSet<>(numbers);
  }

  /** Nothing is missing up to a number. */
  static MissingNumbers none(long lastNumber) {
    return new MissingNumbers(lastNumber, new TreeSet<>());
  }

  /**
   * After a look.
   *
   * @param last the last number drawn before the look
   * @param seen what was visible of the missing ones and of those above the last look's
   */
  MissingNumbers after(long last, Collection<Long> seen) {
    var missing = new TreeSet<>(numbers);
    for (long number = Math.max(lastNumber, last - MOST) + 1; number <= last; number++) {
      missing.add(number);
    }
    missing.removeAll(new TreeSet<>(seen));
    while (missing.size() > MOST) {
      missing.pollFirst();
    }
    return new MissingNumbers(Math.max(last, lastNumber), missing);
  }
}
