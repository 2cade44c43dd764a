package dev.webhooks.it.nodes;

import dev.webhooks.it.nodes.NodeOptions.Receiver;
import dev.webhooks.it.support.Deadline;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A database, its receiver and the nodes that share them; looks into the database. */
final class Cluster implements AutoCloseable {
  final Arrivals arrivals = new Arrivals();
  private final String url;
  private final List<Receiver> receivers;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private UnaryOperator<NodeOptions> settings = options -> options;

  private Cluster(String url, List<Receiver> receivers) {
    this.url = url;
    this.receivers = receivers;
  }

  /** What a row of a result means. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Endpoints 1 to n, each changed so. */
  static Cluster of(String url, int endpoints, UnaryOperator<Receiver> change) {
    var receivers = new ArrayList<Receiver>();
    var cluster = new Cluster(url, receivers);
    for (long id = 1; id <= endpoints; id++) {
      receivers.add(change.apply(Receiver.of(id, cluster.arrivals.url(id))));
    }
    return cluster;
  }

  static Cluster of(String url, int endpoints) {
    return of(url, endpoints, receiver -> receiver);
  }

  /** Nodes that are started from now on have these settings too. */
  Cluster with(String setting, Object value) {
    var before = settings;
    settings = options -> before.apply(options).with(setting, value);
    return this;
  }

  NodeProcess start(String name) {
    return start(name, options -> options);
  }

  NodeProcess start(String name, UnaryOperator<NodeOptions> change) {
    return launch(128, name, change).ready();
  }

  NodeProcess launch(int megabytes, String name, UnaryOperator<NodeOptions> change) {
    var options = change.apply(settings.apply(NodeOptions.of(name, url, receivers)));
    var node = NodeProcess.launch(megabytes, options);
    nodes.add(node);
    return node;
  }

  /** Starts nodes at the same time. */
  List<NodeProcess> startAll(String... names) {
    var started = Stream.of(names).map(name -> launch(128, name, options -> options)).toList();
    started.forEach(NodeProcess::ready);
    return started;
  }

  /** How many shards each of these nodes owns by the database, once they are spread so. */
  void awaitSpread(Integer... sizes) {
    awaitTrue(() -> shardCounts().equals(List.of(sizes)), "shards spread as " + List.of(sizes));
  }

  /** Largest first. */
  List<Integer> shardCounts() {
    return query(
        "select count(*) from webhooks.shard where owner is not null group by owner"
            + " order by 1 desc",
        row -> row.getInt(1));
  }

  Set<Long> endpointsOf(NodeProcess node) {
    var shards =
        new HashSet<>(
            query(
                "select id from webhooks.shard where owner = '" + node.name() + "'",
                row -> row.getLong(1)));
    var owned = new HashSet<Long>();
    receivers.stream().map(Receiver::id).filter(id -> shards.contains(id % 64)).forEach(owned::add);
    return owned;
  }

  void awaitSettled(long deliveries) {
    awaitTrue(() -> settled() >= deliveries && pending() == 0, deliveries + " settled deliveries");
  }

  long pending() {
    return number("select count(*) from webhooks.pending_delivery");
  }

  long pendingOf(long endpoint) {
    return number("select count(*) from webhooks.pending_delivery where endpoint_id = " + endpoint);
  }

  long settled() {
    return number("select count(*) from webhooks.delivery");
  }

  /** Settlements of the same delivery beyond the first. */
  long settledTwice() {
    return number("select count(*) - count(distinct id) from webhooks.delivery");
  }

  /** Attempts of settled deliveries. */
  long attempts() {
    return number("select coalesce(sum(attempts), 0) from webhooks.delivery");
  }

  /** Logged attempts that settled nothing. */
  long unsettlingAttempts() {
    return number("select count(*) from webhooks.attempt");
  }

  /** Endpoint and event of what is recorded, as {@code 7/evt_1}. */
  Set<String> recorded() {
    return new HashSet<>(
        query(
            "select d.endpoint_id || '/' || e.id from webhooks.delivery d"
                + " join webhooks.event e on e.number = d.id / 65536",
            row -> row.getString(1)));
  }

  Instant databaseTime() {
    return query(
            "select current_timestamp", row -> row.getObject(1, OffsetDateTime.class).toInstant())
        .get(0);
  }

  long number(String sql) {
    return query(sql, row -> row.getLong(1)).get(0);
  }

  <T> List<T> query(String sql, Reading<T> reading) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      var found = new ArrayList<T>();
      while (row.next()) {
        found.add(reading.of(row));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static void awaitTrue(java.util.function.BooleanSupplier condition, String what) {
    Deadline.ofSeconds(300).await(condition, what);
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
    arrivals.close();
  }
}
