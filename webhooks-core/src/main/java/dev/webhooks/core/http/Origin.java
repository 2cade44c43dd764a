package dev.webhooks.core.http;

import dev.webhooks.core.model.ClientIdentity;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What connections are pooled by: scheme, host and port (RFC 6454), and as whom we connect.
 *
 * @param tls whether the scheme is https
 * @param host in lower case; an IPv6 address in brackets
 * @param port the port that is dialled
 * @param identity the client certificate to present, null for none
 */
record Origin(boolean tls, String host, int port, @Nullable ClientIdentity identity) {
  private static final int MAX_PORT = 65_535;

  /**
   * The origin of this URL as seen by this client; {@link IllegalArgumentException} when it is none
   * of http(s), or the client needs https.
   */
  static Origin of(URI url, @Nullable ClientIdentity identity) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    if (!tls && !"http".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("Neither http nor https: " + url.getScheme());
    }
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException("No host that can be called: " + url.getRawAuthority());
    }
    int port = url.getPort();
    if (identity != null && !tls) {
      throw new IllegalArgumentException("A client certificate needs https");
    }
    if (port == 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("No port that can be called: " + port);
    }
    int dialled = port > 0 ? port : tls ? 443 : 80;
    return new Origin(tls, host.toLowerCase(Locale.ROOT), dialled, identity);
  }

  /** The value of the {@code host} header (RFC 9110, section 7.2). */
  String authority() {
    return port == (tls ? 443 : 80) ? host : host + ":" + port;
  }

  /** The host as resolvers and certificates know it: no brackets, no dot of the DNS root. */
  String plainHost() {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
