package dev.webhooks.bench;

import java.sql.SQLException;

/** Fills a node's database by SQL: as publishing would, but in seconds. */
final class Backlog {
  /** What an event looks like here, but for its number. */
  private static final String HEAD =
      "{\"id\":\"evt_fill%s\",\"object\":\"event\",\"type\":\"payment.succeeded\",\"livemode\":true,"
          + "\"data\":{\"pad\":\"%s\"}}";

  private static final int PAD = Ceiling.BODY_BYTES - HEAD.length() - 4;

  private static final String EVENTS =
      """
      insert into webhooks.event (number, created_at, livemode, tenant, id, type, endpoints, body)
      select n, now(), true, %4$s, 'evt_fill' || n, 'payment.succeeded',
        array(select %5$s + place from generate_series(0, %3$d - 1) place),
        convert_to(format('%6$s', n, repeat('x', %7$d)), 'UTF8')
      from generate_series(%1$d::bigint, %2$d) n
      """;

  private static final String PENDING =
      """
      insert into webhooks.pending_delivery
        (id, endpoint_id, created_at, due_at, arrival, body_format)
      select n * 65536 + place, %4$s + place, now(), now() + interval '%5$d hours', n * 65536 + place, 0
      from generate_series(%1$d::bigint, %2$d) n, generate_series(0, %3$d - 1) place
      """;

  private static final String HISTORY =
      """
      insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
        attempts, failures, body_format, verifies, started_at, total_us, exchange)
      select -n, %2$d + n %% %3$d, now(), now(), 1, 1, 1, 0, 0, false, now(), 310,
        decode(repeat('ab', 140), 'hex')
      from generate_series(1::bigint, %1$d) n
      """;

  private final Database database;
  private final EngineSetup setup;
  private long lastEvent;

  Backlog(Database database, EngineSetup setup) {
    this.database = database;
    this.setup = setup;
  }

  /** Adds so many deliveries that are due, evenly over the healthy endpoints. */
  Backlog owe(long deliveries) throws SQLException {
    return oweHealthy(deliveries, 0);
  }

  /** The same, due tomorrow. */
  Backlog oweLater(long deliveries) throws SQLException {
    return oweHealthy(deliveries, 24);
  }

  /** Adds so many deliveries to each sick endpoint. */
  Backlog oweToTheSick(long each) throws SQLException {
    String first = Long.toString(Workload.FIRST_ENDPOINT + setup.endpoints());
    return add(each, Workload.SICK.size(), "'" + Workload.SICK_TENANT + "'", first, 0);
  }

  private Backlog oweHealthy(long deliveries, int hours) throws SQLException {
    int fanOut = setup.fanOut();
    String group = "n % " + setup.tenants();
    return add(
        (deliveries + fanOut - 1) / fanOut,
        fanOut,
        "'tenant-' || (" + group + ")",
        Workload.FIRST_ENDPOINT + " + (" + group + ") * " + fanOut,
        hours);
  }

  /** Adds so many deliveries of today that are settled. */
  Backlog settled(long deliveries) throws SQLException {
    database.execute(
        String.format(HISTORY, deliveries, Workload.FIRST_ENDPOINT, setup.endpoints()));
    return this;
  }

  /** Leaves the database as a while of quiet would: analysed, vacuumed, written to disk. */
  void settle() throws SQLException {
    database.execute("vacuum analyze");
    database.execute("checkpoint");
  }

  private Backlog add(long events, int fanOut, String tenant, String firstEndpoint, int hours)
      throws SQLException {
    if (events == 0) {
      return this;
    }
    long first = lastEvent + 1;
    lastEvent += events;
    database.execute(
        String.format(EVENTS, first, lastEvent, fanOut, tenant, firstEndpoint, HEAD, PAD));
    database.execute(String.format(PENDING, first, lastEvent, fanOut, firstEndpoint, hours));
    database.execute("select setval('webhooks.event_number', " + lastEvent + ")");
    return this;
  }
}
