package dev.webhooks.core.http;

import dev.webhooks.core.model.ClientIdentity;
import io.netty.handler.ssl.SslContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The TLS contexts of client identities, so that opening a connection makes none and TLS sessions
 * are resumed under the identity they began with, never under another. The ones used last are kept.
 * Thread-safe.
 */
final class ClientContexts {
  private final Function<ClientIdentity, SslContext> make;
  private final Map<ClientIdentity, SslContext> kept;

  ClientContexts(int mostKept, Function<ClientIdentity, SslContext> make) {
    this.make = make;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ClientIdentity, SslContext> eldest) {
            return size() > mostKept;
          }
        };
  }

  synchronized SslContext of(ClientIdentity identity) {
    SslContext known = kept.get(identity);
    if (known == null) {
      known = make.apply(identity);
      kept.put(identity, known);
    }
    return known;
  }
}
