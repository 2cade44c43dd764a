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

/** Leases on H2. Changes of membership take turns by locking every shard's row. */
public final class H2ShardLeases implements ShardLeases {
  private static final String TAKE_TURNS = "select id from webhooks.shard order by id for update";

  private static final String RENEW =
      "merge into webhooks.node (id, expires_at, leaving) key (id) values (?, ?, ?)";

  private static final String BURY = "delete from webhooks.node where expires_at <= ? and id <> ?";

  private static final String TAKE =
      """
      update webhooks.shard set owner = ?, epoch = epoch + 1
      where id in (
        select s.id from webhooks.shard s
        where s.owner is null or s.owner not in (select n.id from webhooks.node n)
        order by s.id limit ?)
      """;

  private static final String RELEASE =
      "update webhooks.shard set owner = null, epoch = epoch + 1 where owner = ? and id = ?";

  private static final String OWNED =
      "select id, epoch from webhooks.shard where owner = ? order by id";

  private final Jdbc jdbc;

  /**
   * @param connections give connections that take part in no transaction
   */
  public H2ShardLeases(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
  }

  @Override
  public Membership heartbeat(String node, Duration lease) {
    return jdbc.inTransaction(
        connection -> {
          var now = renew(connection, node, lease, false);
          int share = fairShare(connection, node);
          take(connection, node, share - owned(connection, node).size());
          var claims = owned(connection, node);
          return new Membership(now, claims, Math.max(0, claims.size() - share));
        });
  }

  @Override
  public Membership farewell(String node, Duration lease) {
    return jdbc.inTransaction(
        connection -> {
          var now = renew(connection, node, lease, true);
          var claims = owned(connection, node);
          return new Membership(now, claims, claims.size());
        });
  }

  /** Returns the database's time. */
  private static Instant renew(Connection connection, String node, Duration lease, boolean leaving)
      throws SQLException {
    takeTurns(connection);
    var now = H2Clock.now(connection);
    Jdbc.update(
        connection,
        RENEW,
        statement -> {
          statement.setString(1, node);
          statement.setObject(2, JdbcRows.timestamp(now.plus(lease)));
          statement.setBoolean(3, leaving);
        });
    Jdbc.update(
        connection,
        BURY,
        statement -> {
          statement.setObject(1, JdbcRows.timestamp(now));
          statement.setString(2, node);
        });
    return now;
  }

  private static void takeTurns(Connection connection) throws SQLException {
    Jdbc.query(connection, TAKE_TURNS, statement -> {}, row -> row.getInt(1));
  }

  private static int fairShare(Connection connection, String node) throws SQLException {
    return Jdbc.query(
            connection,
            "select count(*) filter (where id < ?), count(*) from webhooks.node where not leaving",
            statement -> statement.setString(1, node),
            row -> Shards.fairShare(row.getInt(1), row.getInt(2)))
        .get(0);
  }

  private static void take(Connection connection, String node, int wanted) throws SQLException {
    if (wanted > 0) {
      Jdbc.update(
          connection,
          TAKE,
          statement -> {
            statement.setString(1, node);
            statement.setInt(2, wanted);
          });
    }
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
    jdbc.inTransaction(
        connection -> {
          takeTurns(connection);
          for (int shard : shards) {
            release(connection, node, shard);
          }
          return shards.size();
        });
  }

  private static void release(Connection connection, String node, int shard) throws SQLException {
    Jdbc.update(
        connection,
        RELEASE,
        statement -> {
          statement.setString(1, node);
          statement.setInt(2, shard);
        });
  }

  @Override
  public void leave(String node) {
    jdbc.inTransaction(
        connection -> {
          takeTurns(connection);
          for (var claim : owned(connection, node)) {
            release(connection, node, claim.shard());
          }
          return Jdbc.update(
              connection,
              "delete from webhooks.node where id = ?",
              statement -> statement.setString(1, node));
        });
  }
}
