package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardClaim;
import dev.webhooks.core.spi.ShardLeases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Leases on PostgreSQL. Changes of membership take turns by a table lock; records hold shared locks
 * on shard rows and are never waited for by a heartbeat.
 */
public final class PostgresShardLeases implements ShardLeases {
  /**
   * A process that is stopped between two statements would keep every other node from renewing its
   * lease: the server ends its session instead.
   */
  private static final String TAKE_TURNS =
      """
      set local idle_in_transaction_session_timeout = 3000;
      lock table webhooks.node in share row exclusive mode
      """;

  /** The clock is read behind the lock: a transaction's own time stands still while it waits. */
  private static final String RENEW =
      """
      insert into webhooks.node (id, expires_at, leaving)
      values (?, clock_timestamp() + ? * interval '1 millisecond', ?)
      on conflict (id) do update
      set expires_at = excluded.expires_at, leaving = excluded.leaving
      """;

  private static final String BURY =
      "delete from webhooks.node where expires_at <= clock_timestamp() and id <> ?";

  /** A shard that a record of its late owner holds right now is taken at the next heartbeat. */
  private static final String TAKE =
      """
      update webhooks.shard set owner = ?, epoch = epoch + 1
      where id in (
        select s.id from webhooks.shard s
        where s.owner is null or s.owner not in (select id from webhooks.node)
        order by s.id limit ? for update skip locked)
      """;

  private static final String RELEASE =
      """
      update webhooks.shard set owner = null, epoch = epoch + 1
      where id in (
        select s.id from webhooks.shard s where s.owner = ? and s.id = any(?::smallint[])
        order by s.id for update)
      """;

  private static final String OWNED =
      "select id, epoch from webhooks.shard where owner = ? order by id";

  private static final String STAYING =
      """
      select count(*), count(*) filter (where id < ?), clock_timestamp()
      from webhooks.node where not leaving
      """;

  private final Jdbc jdbc;

  /**
   * @param connections give connections that take part in no transaction
   */
  public PostgresShardLeases(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
  }

  @Override
  public Membership heartbeat(String node, Duration lease) {
    return jdbc.inTransaction(
        connection -> {
          renew(connection, node, lease, false);
          var census = census(connection, node);
          int share = Shards.fairShare(census.rank(), census.nodes());
          var claims = claimsAfterTaking(connection, node, share);
          return new Membership(census.now(), claims, Math.max(0, claims.size() - share));
        });
  }

  @Override
  public Membership farewell(String node, Duration lease) {
    return jdbc.inTransaction(
        connection -> {
          renew(connection, node, lease, true);
          var claims = owned(connection, node);
          return new Membership(census(connection, node).now(), claims, claims.size());
        });
  }

  private record Census(int nodes, int rank, Instant now) {}

  private static void renew(Connection connection, String node, Duration lease, boolean leaving)
      throws SQLException {
    Jdbc.update(connection, TAKE_TURNS, statement -> {});
    Jdbc.update(
        connection,
        RENEW,
        statement -> {
          statement.setString(1, node);
          statement.setLong(2, lease.toMillis());
          statement.setBoolean(3, leaving);
        });
    Jdbc.update(connection, BURY, statement -> statement.setString(1, node));
  }

  private static Census census(Connection connection, String node) throws SQLException {
    return Jdbc.query(
            connection,
            STAYING,
            statement -> statement.setString(1, node),
            row -> new Census(row.getInt(1), row.getInt(2), JdbcRows.instant(row, 3)))
        .get(0);
  }

  private static List<ShardClaim> claimsAfterTaking(Connection connection, String node, int share)
      throws SQLException {
    var owned = owned(connection, node);
    if (owned.size() >= share) {
      return owned;
    }
    int taken =
        Jdbc.update(
            connection,
            TAKE,
            statement -> {
              statement.setString(1, node);
              statement.setInt(2, share - owned.size());
            });
    return taken == 0 ? owned : owned(connection, node);
  }

  private static List<ShardClaim> owned(Connection connection, String node) throws SQLException {
    return Jdbc.query(
        connection,
        OWNED,
        statement -> statement.setString(1, node),
        row -> new ShardClaim(row.getInt(1), row.getLong(2)));
  }

  @Override
  public void release(String node, Set<Integer> shards) {
    jdbc.run(connection -> release(connection, node, PostgresDeliveryQueue.shardArray(shards)));
  }

  private static int release(Connection connection, String node, Short[] shards)
      throws SQLException {
    return Jdbc.update(
        connection,
        RELEASE,
        statement -> {
          statement.setString(1, node);
          statement.setObject(2, shards);
        });
  }

  @Override
  public void leave(String node) {
    jdbc.inTransaction(
        connection -> {
          Jdbc.update(connection, TAKE_TURNS, statement -> {});
          var all = owned(connection, node).stream().map(claim -> (short) claim.shard());
          release(connection, node, all.toArray(Short[]::new));
          return Jdbc.update(
              connection,
              "delete from webhooks.node where id = ?",
              statement -> statement.setString(1, node));
        });
  }
}
