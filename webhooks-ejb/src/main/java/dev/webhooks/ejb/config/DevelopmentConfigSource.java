package dev.webhooks.ejb.config;

import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * In development mode ({@code WEBHOOKS_DEV=true}), the key that verifies access tokens: the one in
 * the data directory, with which the command line signs. Everything else that is configured goes
 * before it.
 */
public final class DevelopmentConfigSource implements ConfigSource {
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final int BELOW_EVERYTHING = 10;

  private final Map<String, String> values;

  /** Found by the server. */
  public DevelopmentConfigSource() {
    this.values = isOn() ? values() : Map.of();
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return values.get(name);
  }

  @Override
  public String getName() {
    return "webhooks development keys";
  }

  @Override
  public int getOrdinal() {
    return BELOW_EVERYTHING;
  }

  /** A source cannot ask the configuration it is a part of. */
  private static boolean isOn() {
    return Boolean.parseBoolean(text("webhooks.dev", "false"))
        && text(KEY, "").isEmpty()
        && text(KEY + ".location", "").isEmpty();
  }

  private static Map<String, String> values() {
    DevelopmentKey key = DevelopmentKey.loadOrCreate(Path.of(text("webhooks.data.dir", "data")));
    return Map.of(KEY, key.publicKeyPem(), ISSUER, DevelopmentToken.DEFAULT_ISSUER);
  }

  private static String text(String key, String standard) {
    String variable = System.getenv(KeyReader.environmentName(key));
    return System.getProperty(key, variable == null ? standard : variable);
  }
}
