package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardClaim;
import dev.webhooks.core.spi.ShardLeases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Leases on H2. Changes of membership take turns by locking every shard's row. */
public final class H2ShardLeases implements ShardLeases {
  private static final String TAKE_TURNS = "select id from webhooks.shard order by id for update";

  private static final String RENEW =
      "merge into webhooks.node (id, expires_at) key (id) values (?, ?)";

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
    return jdbc.inTransaction(connection -> heartbeat(connection, node, lease));
  }

  private static Membership heartbeat(Connection connection, String node, Duration lease)
      throws SQLException {
    takeTurns(connection);
    var now = H2Clock.now(connection);
    Jdbc.update(
        connection,
        RENEW,
        statement -> {
          statement.setString(1, node);
          statement.setObject(2, JdbcRows.timestamp(now.plus(lease)));
        });
    Jdbc.update(
        connection,
        BURY,
        statement -> {
          statement.setObject(1, JdbcRows.timestamp(now));
          statement.setString(2, node);
        });
    int share = fairShare(connection);
    take(connection, node, share - owned(connection, node).size());
    var claims = owned(connection, node);
    return new Membership(now, claims, Math.max(0, claims.size() - share));
  }

  private static void takeTurns(Connection connection) throws SQLException {
    Jdbc.query(connection, TAKE_TURNS, statement -> {}, row -> row.getInt(1));
  }

  private static int fairShare(Connection connection) throws SQLException {
    int nodes =
        Jdbc.query(
                connection,
                "select count(*) from webhooks.node",
                statement -> {},
                row -> row.getInt(1))
            .get(0);
    return (Shards.COUNT + nodes - 1) / nodes;
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
