package dev.webhooks.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Draining a backlog that lasts for the warm-up and the timed part. */
final class Drain {
  private final Run run;
  private final List<Node> nodes = new ArrayList<>();
  private Receivers receiver;
  private long owed;
  private long arrivedBefore;

  private Drain(Run run, Node node) {
    this.run = run;
    this.receiver = run.receiver();
    this.owed = run.enough(run.options().most());
    nodes.add(node);
  }

  static Drain of(Run run, Node node) {
    return new Drain(run, node);
  }

  /** By these nodes too. */
  Drain and(List<Node> more) {
    nodes.addAll(more);
    return this;
  }

  /** Of another receiver. */
  Drain to(Receivers other) {
    receiver = other;
    return this;
  }

  /** Of at least so many deliveries. */
  Drain owing(long atLeast) {
    owed = Math.max(owed, atLeast);
    return this;
  }

  /** Fills, warms up and measures. */
  Sample measure(String scenario) throws Exception {
    return fill().measureFilled(scenario);
  }

  /** Adds what is owed. */
  Drain fill() throws SQLException {
    new Backlog(run.database(), nodes.get(0).setup()).owe(owed).settle();
    return this;
  }

  /** Warms up and measures. */
  Sample measureFilled(String scenario) throws Exception {
    arrivedBefore = receiver.count();
    nodes.forEach(Node::send);
    receiver.awaitMoreThan(arrivedBefore);
    return measureOn(scenario);
  }

  /** Measures what goes on, after as long a warm-up. */
  Sample measureOn(String scenario) throws Exception {
    run.warmUp();
    Sample sample =
        new Meter(run, receiver, nodes.stream().map(Node::pid).toList())
            .measure(scenario, run.options().timed(), this::isNearlyDone);
    nodes.forEach(node -> System.out.println("  " + node.ask("stats")));
    return sample;
  }

  private boolean isNearlyDone() {
    return receiver.count() - arrivedBefore >= owed - owed / 50;
  }
}
