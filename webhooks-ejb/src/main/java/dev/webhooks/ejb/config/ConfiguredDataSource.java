package dev.webhooks.ejb.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Opens, unpooled, a connection to the database that {@code webhooks.db.url}, {@code
 * webhooks.db.user} and {@code webhooks.db.password} name.
 *
 * <p>Without a URL it is an H2 file in {@code webhooks.data.dir} (default {@code ./data}) that
 * syncs every commit, because what was accepted must survive a crash. A PostgreSQL that does not
 * answer within five minutes is given up, unless the URL says otherwise. Thread-safe; the
 * configuration is read at every new connection.
 */
public class ConfiguredDataSource implements DataSource {

  /** Left to itself H2 writes to its file up to half a second after a commit. */
  private static final String DURABLE = ";WRITE_DELAY=0";

  /** With remembered results H2 can show what was there before a lock that was waited for. */
  private static final String NOT_FROM_MEMORY = ";OPTIMIZE_REUSE_RESULTS=FALSE";

  /**
   * Past what a statement of the running service takes: a database host that has gone silent would
   * hold its callers for hours, and the node with them. PostgreSQL's driver counts in seconds.
   */
  private static final int SILENT_SECONDS = 300;

  private final int silentSeconds;

  public ConfiguredDataSource() {
    this(SILENT_SECONDS);
  }

  private ConfiguredDataSource(int silentSeconds) {
    this.silentSeconds = silentSeconds;
  }

  /** For statements that may take any time, as those of migrations do. */
  static ConfiguredDataSource patient() {
    return new ConfiguredDataSource(0);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(null, null);
  }

  /** Opens as the configured user unless one is given: WildFly gives an empty one. */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Config config = config();
    boolean given = user != null && !user.isEmpty();
    String url = url(config);
    Properties properties = options(url, silentSeconds);
    properties.setProperty("user", orEmpty(given ? user : text(config, "webhooks.db.user")));
    properties.setProperty(
        "password", orEmpty(given ? password : text(config, "webhooks.db.password")));
    Connection connection = driver(url).connect(url, properties);
    if (connection == null) {
      throw new SQLException("No JDBC driver accepts the configured webhooks.db.url");
    }
    return connection;
  }

  /**
   * What the driver is told; the URL's own parameters come before it.
   *
   * @param silentSeconds how long an answer may take, 0 for any time
   */
  static Properties options(String url, int silentSeconds) {
    Properties options = new Properties();
    if (url.startsWith("jdbc:postgresql:")) {
      options.setProperty("tcpKeepAlive", "true");
      options.setProperty("socketTimeout", Integer.toString(silentSeconds));
    }
    return options;
  }

  private static @Nullable String text(Config config, String key) {
    return config.getOptionalValue(key, String.class).orElse(null);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The server may open connections on threads without a context class loader. */
  private static Config config() {
    return ConfigProvider.getConfig(ConfiguredDataSource.class.getClassLoader());
  }

  static String url(Config config) {
    String url =
        config
            .getOptionalValue("webhooks.db.url", String.class)
            .orElseGet(() -> embeddedUrl(config));
    return url.startsWith("jdbc:h2:") ? h2Url(url) : url;
  }

  /** How a server of H2 writes is its administrator's matter. */
  static String h2Url(String url) {
    boolean remote = url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    boolean told = url.toUpperCase(Locale.ROOT).contains(";WRITE_DELAY=");
    return url + (remote || told ? "" : DURABLE) + NOT_FROM_MEMORY;
  }

  private static String embeddedUrl(Config config) {
    String directory = config.getOptionalValue("webhooks.data.dir", String.class).orElse("data");
    Path file = Path.of(directory, "webhooks").toAbsolutePath().normalize();
    return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  /** DriverManager finds only what its own class loader sees, which the WAR's drivers are not. */
  private static Driver driver(String url) throws SQLException {
    String name = url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver";
    try {
      ClassLoader loader = ConfiguredDataSource.class.getClassLoader();
      return (Driver) Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new SQLException("The JDBC driver " + name + " is missing", e);
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return DriverManager.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Drivers log through java.util.logging.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // Belongs into the URL.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("Not a wrapper for " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
