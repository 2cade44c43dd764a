package dev.webhooks.ejb.config;

import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Asks the issuer's server, once and beside the start, for the keys of access tokens, and warns
 * when it gives none: the application server asks it only at the first token, and then just
 * refuses.
 */
@Dependent
public class IssuerKeys {
  private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  private final Config config;
  private final ManagedThreadFactory threads;

  @Inject
  IssuerKeys(Config config, @WebhooksDatabase ManagedThreadFactory threads) {
    this.config = config;
    this.threads = threads;
  }

  /** Returns at once. Does nothing where the key is configured itself, or is in a file. */
  public void ask() {
    config
        .getOptionalValue(SettingsReader.JWT_KEY_LOCATION, String.class)
        .map(URI::create)
        .filter(location -> !"file".equalsIgnoreCase(location.getScheme()))
        .ifPresent(location -> threads.newThread(() -> warn(location)).start());
  }

  private static void warn(URI location) {
    complaint(location)
        .ifPresent(
            complaint ->
                LOG.log(
                    Level.WARNING,
                    "No key for access tokens at {0}: {1}. As long as that is so, every token is"
                        + " refused. It must be the address that the issuer names as jwks_uri, and"
                        + " this machine must reach and trust it.",
                    location,
                    complaint));
  }

  /** Why there is no key here; empty when there is one. Blocks, bounded. */
  static Optional<String> complaint(URI location) {
    try {
      URLConnection connection = location.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        return VerificationKey.isIn(text)
            ? Optional.empty()
            : Optional.of("what it answers is no JWK set");
      }
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }
}
