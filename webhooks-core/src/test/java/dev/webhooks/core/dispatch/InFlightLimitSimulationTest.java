package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What becomes of the limit with receivers of many kinds that are owed more than they can take. */
class InFlightLimitSimulationTest {
  private static final int MAX = 256;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final long TIMEOUT = 30 * SECOND;

  private final SplittableRandom random = new SplittableRandom(7);

  private enum Outcome {
    TAKEN,
    REFUSED,
    SILENCE
  }

  private record Attempt(long started, long ended, Outcome outcome) {}

  /** What a receiver makes of a request that comes now. */
  private interface Receiver {
    Attempt take(long now);
  }

  /** Of the second half of a run, and the most that were ever under way. */
  private record Outcomes(double takenPerSecond, double inFlight, double lostShare, int most) {}

  private static Outcomes run(Receiver receiver, long duration) {
    var limit = new InFlightLimit(MAX);
    var underWay = new PriorityQueue<>(Comparator.comparingLong(Attempt::ended));
    long half = duration / 2;
    long now = 0;
    double area = 0;
    int taken = 0;
    int lost = 0;
    int most = 0;
    while (now < duration) {
      while (underWay.size() < limit.slots()) {
        underWay.add(receiver.take(now));
      }
      Attempt next = underWay.element();
      most = Math.max(most, underWay.size());
      if (now >= half) {
        area += (double) underWay.size() * (next.ended() - now);
        taken += next.outcome() == Outcome.TAKEN ? 1 : 0;
        lost += next.outcome() == Outcome.TAKEN ? 0 : 1;
      }
      now = next.ended();
      switch (next.outcome()) {
        case TAKEN -> limit.answered(next.started(), now, underWay.size(), true);
        case REFUSED -> limit.refused(next.started(), now);
        case SILENCE -> limit.unanswered(next.started(), now);
      }
      underWay.remove();
    }
    double passed = now - half;
    return new Outcomes(
        taken * SECOND / passed, area / passed, (double) lost / (taken + lost), most);
  }

  private LongSupplier between(long lowMillis, long highMillis) {
    return () -> random.nextLong(lowMillis * MILLI, highMillis * MILLI);
  }

  /** Works on any number at once. */
  private static Receiver after(LongSupplier latency) {
    return now -> new Attempt(now, now + latency.getAsLong(), Outcome.TAKEN);
  }

  /** Works on so many at once, while the others wait. */
  private static Receiver workers(int workers, LongSupplier work) {
    var free = new PriorityQueue<Long>();
    for (int i = 0; i < workers; i++) {
      free.add(0L);
    }
    return now -> {
      long done = Math.max(now, free.remove()) + work.getAsLong();
      free.add(done);
      return done - now > TIMEOUT
          ? new Attempt(now, now + TIMEOUT, Outcome.SILENCE)
          : new Attempt(now, done, Outcome.TAKEN);
    };
  }

  /** Refuses what comes while it works on so many. */
  private static Receiver atATime(int most, LongSupplier latency) {
    var atWork = new PriorityQueue<Long>();
    return now -> {
      while (!atWork.isEmpty() && atWork.element() <= now) {
        atWork.remove();
      }
      if (atWork.size() == most) {
        return new Attempt(now, now + 5 * MILLI, Outcome.REFUSED);
      }
      long done = now + latency.getAsLong();
      atWork.add(done);
      return new Attempt(now, done, Outcome.TAKEN);
    };
  }

  /** Refuses what comes when it took so many within a second. */
  private static Receiver perSecond(int most, LongSupplier latency) {
    var taken = new ArrayDeque<Long>();
    return now -> {
      while (!taken.isEmpty() && taken.element() <= now - SECOND) {
        taken.remove();
      }
      if (taken.size() == most) {
        return new Attempt(now, now + 5 * MILLI, Outcome.REFUSED);
      }
      taken.add(now);
      return new Attempt(now, now + latency.getAsLong(), Outcome.TAKEN);
    };
  }

  /** Lets a share of the requests wait in vain for a time. */
  private Receiver silent(double share, long from, long to, Receiver otherwise) {
    return now ->
        now >= from && now < to && random.nextDouble() < share
            ? new Attempt(now, now + TIMEOUT, Outcome.SILENCE)
            : otherwise.take(now);
  }

  @Test
  void who_answers_after_the_same_time_whatever_comes_gets_as_many_as_are_allowed() {
    assertThat(run(after(() -> 100 * MILLI), MINUTE).inFlight()).isEqualTo(MAX);
  }

  @Test
  void so_does_one_whose_answer_times_differ_by_themselves() {
    assertThat(run(after(between(20, 200)), MINUTE).inFlight()).isGreaterThan(230);
    assertThat(run(after(between(2_000, 5_000)), 10 * MINUTE).inFlight()).isGreaterThan(230);
  }

  @Test
  void one_answer_in_ten_that_takes_ten_times_as_long_makes_no_difference() {
    LongSupplier usual = between(50, 100);
    LongSupplier latency = () -> usual.getAsLong() * (random.nextInt(10) == 0 ? 10 : 1);
    assertThat(run(after(latency), MINUTE).inFlight()).isGreaterThan(230);
  }

  @Test
  void nobody_queues_at_a_receiver_that_takes_one_after_the_other() {
    for (long work : new long[] {20, 200, 2_000, 5_000}) {
      Outcomes outcomes = run(workers(1, () -> work * MILLI), 60 * MINUTE);
      assertThat(outcomes.takenPerSecond()).isGreaterThan(990.0 / work);
      assertThat(outcomes.inFlight()).isLessThan(3);
      assertThat(outcomes.most()).isLessThan(16);
      assertThat(outcomes.lostShare()).isZero();
    }
  }

  @Test
  void a_receiver_with_some_workers_gets_about_as_many_as_it_has() {
    Outcomes eight = run(workers(8, between(20, 200)), 10 * MINUTE);
    assertThat(eight.inFlight()).isBetween(6.0, 14.0);
    assertThat(eight.takenPerSecond()).isGreaterThan(0.9 * 8 / 0.110);
    Outcomes hundred = run(workers(100, () -> 100 * MILLI), 10 * MINUTE);
    assertThat(hundred.inFlight()).isBetween(80.0, 150.0);
    assertThat(hundred.takenPerSecond()).isGreaterThan(900);
  }

  @Test
  void who_refuses_more_than_so_many_at_a_time_is_rarely_asked_for_more() {
    Outcomes ten = run(atATime(10, between(20, 200)), 10 * MINUTE);
    assertThat(ten.lostShare()).isLessThan(0.01);
    assertThat(ten.inFlight()).isGreaterThan(7);
    Outcomes hundred = run(atATime(100, () -> 100 * MILLI), 10 * MINUTE);
    assertThat(hundred.lostShare()).isLessThan(0.005);
    assertThat(hundred.inFlight()).isGreaterThan(70);
  }

  @Test
  void who_refuses_more_than_so_many_a_second_gets_most_of_them() {
    Outcomes outcomes = run(perSecond(1_000, () -> 50 * MILLI), 10 * MINUTE);
    assertThat(outcomes.lostShare()).isLessThan(0.02);
    assertThat(outcomes.takenPerSecond()).isGreaterThan(750);
  }

  @Test
  void who_was_silent_for_a_minute_gets_as_many_as_before_a_minute_later() {
    Receiver receiver = silent(1, 30 * SECOND, 90 * SECOND, after(between(20, 200)));
    assertThat(run(receiver, 5 * MINUTE).inFlight()).isGreaterThan(230);
    Receiver firstSilent = silent(1, 0, 60 * SECOND, after(between(20, 200)));
    assertThat(run(firstSilent, 5 * MINUTE).inFlight()).isGreaterThan(230);
  }

  @Test
  void one_request_in_a_hundred_without_an_answer_leaves_more_than_half() {
    assertThat(run(silent(0.01, 0, MINUTE * 9, after(between(20, 200))), 5 * MINUTE).inFlight())
        .isGreaterThan(MAX / 2.0);
  }
}
