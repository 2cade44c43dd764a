package dev.webhooks.bench;

/**
 * Counters of everybody involved, at one moment or between two.
 *
 * @param delivered requests that arrived at the receiver; of a server without one, those answered
 * @param loadMicros processor time of the benchmark itself, which makes the load over REST
 * @param machineMicros processor time of everything on the machine
 * @param wal bytes of write-ahead log
 */
record Sample(
    long nanos,
    long delivered,
    long senderMicros,
    long databaseMicros,
    long receiverMicros,
    long loadMicros,
    long machineMicros,
    long wal) {

  Sample since(Sample start) {
    return new Sample(
        nanos - start.nanos,
        delivered - start.delivered,
        senderMicros - start.senderMicros,
        databaseMicros - start.databaseMicros,
        receiverMicros - start.receiverMicros,
        loadMicros - start.loadMicros,
        machineMicros - start.machineMicros,
        wal - start.wal);
  }

  double perSecond() {
    return delivered * 1e9 / nanos;
  }

  /** What processes took that have nothing to do with this, as a share of the machine. */
  double othersShare() {
    long ours = senderMicros + databaseMicros + receiverMicros + loadMicros;
    return (machineMicros - ours) * 1e3 / nanos / Runtime.getRuntime().availableProcessors();
  }

  /** Reports the figures every scenario has. */
  void report(String scenario, Run run) {
    Report report = run.report();
    report.add(scenario, Report.DELIVERIES, "/s", perSecond());
    run.shares(scenario, perSecond());
    report.add(scenario, Report.SENDER, "µs", senderPerDelivery());
    report.add(scenario, Report.DATABASE, "µs", perDelivery(databaseMicros));
    report.add(scenario, Report.RECEIVER, "µs", perDelivery(receiverMicros));
    report.add(scenario, Report.WAL, "B", perDelivery(wal));
  }

  /** Microseconds of the senders' processor time per delivery. */
  double senderPerDelivery() {
    return perDelivery(senderMicros);
  }

  /** Microseconds of the benchmark's own processor time per delivery. */
  double loadPerDelivery() {
    return perDelivery(loadMicros);
  }

  private double perDelivery(long amount) {
    return (double) amount / Math.max(1, delivered);
  }
}
