package dev.webhooks.ejb.config;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the server's pool holds: connections to the configured database that open themselves again
 * when the database has cut them. WildFly cannot be told, for a data source of web.xml, to look
 * whether a connection still lives, and would hand out dead ones for ever.
 */
public class LastingDataSource extends ConfiguredDataSource {

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return LastingConnection.open(() -> super.getConnection(user, password));
  }
}
