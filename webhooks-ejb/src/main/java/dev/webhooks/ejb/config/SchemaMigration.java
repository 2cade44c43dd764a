package dev.webhooks.ejb.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/** Migrates the configured database at the start, on connections of its own. */
@Dependent
public class SchemaMigration {
  private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());

  private final Settings settings;

  @Inject
  SchemaMigration(Settings settings) {
    this.settings = settings;
  }

  /** Applies what is missing; safe while other nodes do the same. */
  public void apply() {
    int applied = new Migrations(ConfiguredDataSource.patient(), settings.database()).apply();
    LOG.log(Level.INFO, "Database: {0}, {1} migrations applied", settings.database(), applied);
  }
}
