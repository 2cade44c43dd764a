package dev.webhooks.core.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Creates the core's tables where no migration tool does: applies the versions that are missing, in
 * order, and remembers them in {@code webhooks.core_version}. Whoever uses a tool gives it the same
 * files, which lie beside this class in {@code postgresql} and {@code h2}.
 */
public final class JdbcSchema {
  /**
   * Append only, with a number that is higher than any other in the product: see {@link #scripts}.
   */
  private static final List<String> VERSIONS =
      List.of(
          "V1__queue.sql",
          "V2__operation.sql",
          "V18__leaving_nodes.sql",
          "V19__exchanges.sql",
          "V20__primary_key_last.sql");

  /** Two sessions that create the same schema at once would both try. */
  private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(7305808869231650401)";

  /**
   * H2 answers a query that it has answered before from memory when nothing seems to have changed,
   * and overlooks what is being committed in that moment: who has waited for a lock would then see
   * what was there before.
   */
  private static final String SEE_WHAT_WAS_WAITED_FOR = "set optimize_reuse_results 0";

  private JdbcSchema() {}

  /**
   * The names of the scripts, in their order, for a migration tool. A tool applies scripts of more
   * than one module in the order of their numbers; so a new one has the highest number of all.
   */
  public static List<String> scripts() {
    return VERSIONS;
  }

  /** Brings the tables up to date. Safe to call from several nodes at once. */
  public static void create(DataSource dataSource) {
    create(dataSource, VERSIONS);
  }

  /** Only these, the first ones: a database as it once was. */
  static void create(DataSource dataSource, List<String> versions) {
    new Jdbc(dataSource::getConnection)
        .inTransaction(
            connection -> {
              create(connection, versions);
              return true;
            });
  }

  private static void create(Connection connection, List<String> versions) throws SQLException {
    var dialect = SqlDialect.of(connection);
    String folder = dialect.name().toLowerCase(Locale.ROOT);
    try (var statement = connection.createStatement()) {
      statement.execute(dialect == SqlDialect.POSTGRESQL ? ONE_AT_A_TIME : SEE_WHAT_WAS_WAITED_FOR);
      statement.execute("create schema if not exists webhooks");
      statement.execute(
          "create table if not exists webhooks.core_version (number integer primary key)");
      int applied = applied(connection);
      for (int i = applied; i < versions.size(); i++) {
        statement.execute(read(folder + "/" + versions.get(i)));
        statement.execute("insert into webhooks.core_version values (" + (i + 1) + ")");
      }
    }
  }

  private static int applied(Connection connection) throws SQLException {
    return Jdbc.query(
            connection,
            "select count(*) from webhooks.core_version",
            statement -> {},
            row -> row.getInt(1))
        .get(0);
  }

  private static String read(String resource) {
    try (InputStream file = JdbcSchema.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
