package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** One run: what it measures with, and what later scenarios compare themselves with. */
final class Run implements AutoCloseable {
  private final Options options;
  private final Report report;
  private final Receivers receiver;
  private final Database database;
  private final Map<String, Double> throughputs = new LinkedHashMap<>();
  private double ceiling;
  private double drain;

  private Run(Options options, Report report, Receivers receiver, Database database) {
    this.options = options;
    this.report = report;
    this.receiver = receiver;
    this.database = database;
  }

  /** Starts the receiver and the database, and measures the ceiling. */
  static Run start(Options options, Report report) throws Exception {
    Path files = options.output().resolve("postgresql");
    var run = new Run(options, report, Receivers.start(), Database.of(options.database(), files));
    run.ceiling = Ceiling.measure(run);
    return run;
  }

  /** Measures a scenario. */
  void measure(Scenario scenario) throws Exception {
    throughputs.clear();
    scenario.measure(this);
    compare();
  }

  /**
   * Measures the ceiling once more. Machines are faster in one minute than in the next: the shares
   * of what was noted since the last time are of the mean of that time's ceiling and this one's.
   */
  void compare() throws Exception {
    double before = ceiling;
    ceiling = Ceiling.measureAgain(this);
    double around = (before + ceiling) / 2;
    throughputs.forEach(
        (name, perSecond) -> report.add(name, Report.SHARE, "%", 100 * perSecond / around));
    throughputs.clear();
  }

  /** Notes a throughput whose share of the ceiling is to be reported. */
  void shares(String name, double perSecond) {
    throughputs.put(name, perSecond);
  }

  Options options() {
    return options;
  }

  Report report() {
    return report;
  }

  /** A plain receiver that answers at once. */
  Receivers receiver() {
    return receiver;
  }

  Database database() {
    return database;
  }

  /** Deliveries per second of a plain drain in this run; measured when it was not yet. */
  double drain() throws Exception {
    if (drain == 0) {
      new DrainScenario().measure(this);
    }
    return drain;
  }

  void drained(double perSecond) {
    drain = perSecond;
  }

  /** An empty database and a node that is ready to send from it to the plain receiver. */
  Node newNode(EngineSetup setup) throws IOException, SQLException {
    return newNode(setup, receiver);
  }

  /** The same to another receiver. */
  Node newNode(EngineSetup setup, Receivers to) throws IOException, SQLException {
    return Node.start(options, setup.with("url", database.create("bench")).with("port", to.port()));
  }

  /** What every setup begins with. */
  EngineSetup setup() {
    return new EngineSetup()
        .with("endpoints", options.endpoints())
        .with("fanout", options.fanOut());
  }

  /** How many deliveries the warm-up and the timed part use up at most, at this rate. */
  long enough(int perSecond) {
    return (options.warmUp().toSeconds() + options.timed().toSeconds() + 2) * perSecond;
  }

  /** Measures these processes for the timed part. */
  Sample time(String scenario, List<Long> senders) throws Exception {
    return new Meter(this, receiver, senders).measure(scenario, options.timed(), () -> false);
  }

  /** The same by what the clients of a server count, of which nothing arrives at a receiver. */
  Sample time(String scenario, LongSupplier answered, List<Long> servers) throws Exception {
    return new Meter(this, receiver, answered, servers)
        .measure(scenario, options.timed(), () -> false);
  }

  /** Lets them work first. */
  void warmUp() {
    Pace.pass(options.warmUp());
  }

  void warmUp(Duration duration) {
    Pace.pass(duration);
  }

  @Override
  public void close() throws Exception {
    receiver.close();
    database.close();
  }
}
