package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Der.bits;
import static dev.webhooks.core.testkit.Der.explicit;
import static dev.webhooks.core.testkit.Der.integer;
import static dev.webhooks.core.testkit.Der.octets;
import static dev.webhooks.core.testkit.Der.oid;
import static dev.webhooks.core.testkit.Der.sequence;
import static dev.webhooks.core.testkit.Der.set;
import static dev.webhooks.core.testkit.Der.time;
import static dev.webhooks.core.testkit.Der.utf8;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * A certificate authority of its own (P-256, RFC 5280), made in memory for one test: its receivers
 * are trusted by whoever is given {@link #pem()} and by nobody else. Thread-safe.
 */
public final class TestAuthority {
  private static final byte[] ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

  private static final byte[] FOR_CLIENTS = use("1.3.6.1.5.5.7.3.2");
  private static final byte[] FOR_SERVERS = use("1.3.6.1.5.5.7.3.1");

  private final AtomicLong serial = new AtomicLong(1);
  private final byte[] name = name("Test authority " + System.nanoTime());
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  /** Makes a new authority. */
  public TestAuthority() {
    byte[] isAuthority = extension("2.5.29.19", sequence(Der.TRUE));
    this.certificate = issue(name, keys, validFrom(), isAuthority);
  }

  /** The authority's own certificate in PEM form, for the trust of the sender. */
  public String pem() {
    return pem(certificate);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** A server's TLS context with a certificate for these host names and IP addresses. */
  public SslContext serverContext(String... names) {
    return context(validFrom(), names);
  }

  /** The same with a certificate that ran out yesterday. */
  public SslContext expiredServerContext(String... names) {
    return context(longAgo(), names);
  }

  /**
   * A server's TLS context that lets only clients of this authority in, by a certificate of theirs.
   */
  public SslContext serverContextForClients(String... names) {
    return context(validFrom(), ClientAuth.REQUIRE, names);
  }

  /** A client with an EC key. */
  public TestClient client(String commonName) {
    return client(commonName, newKeys(), validFrom(), FOR_CLIENTS);
  }

  /** A client with an RSA key of so many bits. */
  public TestClient rsaClient(String commonName, int bits) {
    return client(commonName, newRsaKeys(bits), validFrom(), FOR_CLIENTS);
  }

  /** A client whose certificate ran out yesterday. */
  public TestClient expiredClient(String commonName) {
    return client(commonName, newKeys(), longAgo(), FOR_CLIENTS);
  }

  /** Somebody whose certificate is for servers only. */
  public TestClient serverOnly(String commonName) {
    return client(commonName, newKeys(), validFrom(), FOR_SERVERS);
  }

  private TestClient client(String commonName, KeyPair of, Instant from, byte[] extension) {
    X509Certificate issued = issue(name(commonName), of, from, extension);
    return new TestClient(pem(issued), TestClient.pem(of.getPrivate()));
  }

  private SslContext context(Instant from, String... names) {
    return context(from, ClientAuth.NONE, names);
  }

  private SslContext context(Instant from, ClientAuth clients, String... names) {
    KeyPair serverKeys = newKeys();
    byte[][] subjects = Arrays.stream(names).map(TestAuthority::subject).toArray(byte[][]::new);
    byte[] alternatives = extension("2.5.29.17", sequence(subjects));
    X509Certificate server = issue(name("Test receiver"), serverKeys, from, alternatives);
    try {
      return SslContextBuilder.forServer(serverKeys.getPrivate(), server)
          .sslProvider(SslProvider.JDK)
          .trustManager(certificate)
          .clientAuth(clients)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate issue(byte[] subject, KeyPair of, Instant from, byte[] extension) {
    byte[] content =
        sequence(
            explicit(0, integer(BigInteger.TWO)),
            integer(BigInteger.valueOf(serial.getAndIncrement())),
            ECDSA_SHA256,
            name,
            sequence(time(from), time(from.plus(30, ChronoUnit.DAYS))),
            subject,
            of.getPublic().getEncoded(),
            explicit(3, sequence(extension)));
    try {
      byte[] der = sequence(content, ECDSA_SHA256, bits(sign(content)));
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] sign(byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  private static byte[] subject(String name) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
    return address == null
        ? Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII))
        : Der.implicit(7, address);
  }

  private static byte[] use(String purpose) {
    return extension("2.5.29.37", sequence(oid(purpose)));
  }

  private static byte[] extension(String id, byte[] value) {
    return sequence(oid(id), octets(value));
  }

  private static byte[] name(String common) {
    return sequence(set(sequence(oid("2.5.4.3"), utf8(common))));
  }

  private static Instant validFrom() {
    return Instant.now().minus(1, ChronoUnit.DAYS);
  }

  private static Instant longAgo() {
    return Instant.now().minus(31, ChronoUnit.DAYS);
  }

  private static KeyPair newRsaKeys(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
