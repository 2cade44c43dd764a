package dev.webhooks.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Counters of everybody involved, at one moment or between two. */
record Sample(
    long nanos,
    long delivered,
    long senderMicros,
    long databaseMicros,
    long receiverMicros,
    long wal) {

  static Sample take(Receivers receiver, Database database, Child sender)
      throws IOException, SQLException {
    return new Sample(
        System.nanoTime(),
        receiver.count(),
        sender.cpuMicros(),
        database.cpuMicros(),
        receiver.cpuMicros(),
        database.walBytes());
  }

  Sample since(Sample start) {
    return new Sample(
        nanos - start.nanos,
        delivered - start.delivered,
        senderMicros - start.senderMicros,
        databaseMicros - start.databaseMicros,
        receiverMicros - start.receiverMicros,
        wal - start.wal);
  }

  double perSecond() {
    return delivered * 1e9 / nanos;
  }

  void report(String scenario, double ceiling, Report report) {
    report.add(scenario, "deliveries", "/s", perSecond());
    report.add(scenario, "share of the ceiling", "%", 100 * perSecond() / ceiling);
    report.add(scenario, "CPU of the sender", "µs", (double) senderMicros / delivered);
    report.add(scenario, "CPU of PostgreSQL", "µs", (double) databaseMicros / delivered);
    report.add(scenario, "CPU of the receiver", "µs", (double) receiverMicros / delivered);
    report.add(scenario, "WAL", "B", (double) wal / delivered);
  }
}
