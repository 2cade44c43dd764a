package dev.webhooks.ejb.config;

import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    KeyReader keys = new KeyReader(DevelopmentConfigSource::text);
    this.values = isOn(keys) ? values(keys) : Map.of();
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
  private static boolean isOn(KeyReader keys) {
    return keys.flag("webhooks.dev", false)
        && keys.find(KEY).isEmpty()
        && keys.find(KEY + ".location").isEmpty();
  }

  private static Map<String, String> values(KeyReader keys) {
    Path directory = Path.of(keys.find("webhooks.data.dir").orElse("data"));
    DevelopmentKey key = DevelopmentKey.loadOrCreate(directory);
    return Map.of(KEY, key.publicKeyPem(), ISSUER, DevelopmentToken.DEFAULT_ISSUER);
  }

  private static Optional<String> text(String key) {
    return Optional.ofNullable(System.getProperty(key))
        .or(() -> Optional.ofNullable(System.getenv(KeyReader.environmentName(key))));
  }
}
