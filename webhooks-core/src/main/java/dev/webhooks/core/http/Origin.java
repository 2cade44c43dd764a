package dev.webhooks.core.http;

import java.net.URI;
import java.util.Locale;

/**
 * What connections are pooled by (RFC 6454): scheme, host and port.
 *
 * @param tls whether the scheme is https
 * @param host in lower case; an IPv6 address in brackets
 * @param port the port that is dialled
 */
record Origin(boolean tls, String host, int port) {

  /** The origin of this URL; {@link IllegalArgumentException} when it is none of http(s). */
  static Origin of(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    if (!tls && !"http".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("Neither http nor https: " + url.getScheme());
    }
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException("No host that can be called: " + url.getRawAuthority());
    }
    int port = url.getPort();
    return new Origin(tls, host.toLowerCase(Locale.ROOT), port >= 0 ? port : tls ? 443 : 80);
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
