package dev.webhooks.core.http;

import dev.webhooks.core.model.ClientIdentity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom the transport trusts over TLS: 1.2 and 1.3, with the host name verified (RFC 9110, section
 * 4.3.4) whatever the trust; and as whom it connects. Thread-safe.
 */
public final class TransportTls {
  private static final int MOST_CLIENTS = 1_000;

  private final @Nullable TrustManagerFactory trust;
  private final SslContext context;
  private final ClientContexts clients = new ClientContexts(MOST_CLIENTS, this::context);

  private TransportTls(@Nullable TrustManagerFactory trust) {
    this.trust = trust;
    this.context = context(null);
  }

  /** The certificate authorities the Java runtime trusts. */
  public static TransportTls platformTrust() {
    return new TransportTls(null);
  }

  /**
   * The certificate authorities the Java runtime trusts, and those in this PEM file.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it holds no certificate or something else
   */
  public static TransportTls platformTrustAnd(Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      return platformTrustAnd(in);
    }
  }

  /** The same for a stream, which is read to its end. */
  public static TransportTls platformTrustAnd(InputStream pem) throws IOException {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      addAll(authorities, "private-", certificatesIn(pem));
      addAll(authorities, "platform-", Arrays.asList(platformAuthorities()));
      return new TransportTls(trustIn(authorities));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not a list of PEM certificates: " + e.getMessage(), e);
    }
  }

  /** A handler for one connection, which presents the origin's client certificate if asked to. */
  SslHandler newHandler(ByteBufAllocator alloc, Origin origin) {
    ClientIdentity identity = origin.identity();
    SslContext chosen = identity == null ? context : clients.of(identity);
    return chosen.newHandler(alloc, origin.plainHost(), origin.port());
  }

  private SslContext context(@Nullable ClientIdentity identity) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .endpointIdentificationAlgorithm("HTTPS")
          .trustManager(trust)
          .keyManager(identity == null ? null : new ClientKeyManager(identity))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("This Java runtime has no usable TLS", e);
    }
  }

  private static Collection<? extends Certificate> certificatesIn(InputStream pem)
      throws GeneralSecurityException {
    var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("it is empty");
    }
    return certificates;
  }

  private static void addAll(KeyStore store, String prefix, Collection<? extends Certificate> all)
      throws GeneralSecurityException {
    int number = 0;
    for (Certificate certificate : all) {
      store.setCertificateEntry(prefix + number++, certificate);
    }
  }

  private static X509Certificate[] platformAuthorities() throws GeneralSecurityException {
    return Arrays.stream(trustIn(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }

  private static TrustManagerFactory trustIn(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }
}
