package dev.webhooks.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As whom we call a receiver over TLS that asks for a client certificate (RFC 8446, section 4.4.2):
 * a certificate chain and the private key of its first certificate, which is known to match.
 * Whether it has expired is for the caller to look at. Immutable and thread-safe; prints without
 * the key. Equal when the certificates are.
 */
public final class ClientIdentity {
  private static final int MOST_CERTIFICATES = 10;
  private static final int FEWEST_RSA_BITS = 2048;
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_USE = "2.5.29.37.0";
  private static final Pattern PKCS8 =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----\\s*");
  private static final byte[] PROBE = "Is this the key of that certificate?".getBytes(US_ASCII);

  private final List<X509Certificate> chain;
  private final PrivateKey privateKey;
  private final int hash;

  private ClientIdentity(List<X509Certificate> chain, PrivateKey privateKey) {
    this.chain = chain;
    this.privateKey = privateKey;
    this.hash = chain.hashCode();
  }

  /** What of an identity cannot be used. */
  public enum Part {
    /** The certificate or its chain. */
    CERTIFICATE,
    /** The private key, also when it is not the certificate's. */
    PRIVATE_KEY
  }

  /** Says what is wrong with which part; carries nothing of the key. */
  public static final class InvalidIdentityException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Part part;

    InvalidIdentityException(Part part, String message) {
      super(message);
      this.part = part;
    }

    /** What is wrong. */
    public Part part() {
      return part;
    }
  }

  /**
   * The identity of these texts.
   *
   * @param certificates PEM: the client's certificate, then each one's issuer, up to any
   * @param privateKey PEM: RSA or EC, PKCS#8, not encrypted
   * @throws InvalidIdentityException when it is anything else; the message completes a sentence
   *     that begins with the part
   */
  public static ClientIdentity of(String certificates, Secret privateKey) {
    List<X509Certificate> chain = certificatesIn(certificates);
    X509Certificate own = chain.get(0);
    requireUsable(own);
    requireChain(chain);
    PrivateKey key = keyIn(privateKey.reveal(), own.getPublicKey().getAlgorithm());
    requireMatch(own, key);
    return new ClientIdentity(chain, key);
  }

  /**
   * The certificates in a PEM text, the client's own first.
   *
   * @throws InvalidIdentityException when it holds none, too many or something else
   */
  public static List<X509Certificate> certificatesIn(String pem) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      require(!found.isEmpty(), Part.CERTIFICATE, "must be PEM certificates");
      require(
          found.size() <= MOST_CERTIFICATES,
          Part.CERTIFICATE,
          "must be at most " + MOST_CERTIFICATES + " certificates");
      return found;
    } catch (GeneralSecurityException e) {
      throw new InvalidIdentityException(Part.CERTIFICATE, "must be PEM certificates");
    }
  }

  /** SHA-256 of a certificate's DER form, in lower-case hex. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The certificates to present, the client's own first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The key of the client's own certificate; never log it. */
  public PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientIdentity that && chain.equals(that.chain);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "ClientIdentity["
        + certificate().getSubjectX500Principal()
        + ", "
        + fingerprint(certificate())
        + "]";
  }

  private static void requireUsable(X509Certificate own) {
    boolean strong =
        own.getPublicKey() instanceof ECPublicKey
            || (own.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= FEWEST_RSA_BITS);
    require(strong, Part.CERTIFICATE, "must have an EC key or an RSA key of at least 2048 bits");
    require(isForClients(own), Part.CERTIFICATE, "must permit client authentication");
  }

  /** A certificate that names no uses has all of them (RFC 5280, section 4.2.1.12). */
  private static boolean isForClients(X509Certificate own) {
    try {
      List<String> uses = own.getExtendedKeyUsage();
      return uses == null || uses.contains(CLIENT_AUTHENTICATION) || uses.contains(ANY_USE);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void requireChain(List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new InvalidIdentityException(
            Part.CERTIFICATE, "must be the client's certificate followed by each one's issuer");
      }
    }
  }

  private static PrivateKey keyIn(String pem, String algorithm) {
    Matcher matcher = PKCS8.matcher(pem);
    require(!pem.contains("ENCRYPTED"), Part.PRIVATE_KEY, "must not be encrypted with a password");
    require(
        matcher.matches(),
        Part.PRIVATE_KEY,
        "must be a PEM key in PKCS#8 form (BEGIN PRIVATE KEY), as openssl pkcs8 -topk8 -nocrypt"
            + " writes it");
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidIdentityException(
          Part.PRIVATE_KEY, "must be the " + algorithm + " key of the certificate");
    }
  }

  private static void requireMatch(X509Certificate own, PrivateKey key) {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    boolean matches;
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(own.getPublicKey());
      signature.update(PROBE);
      matches = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      matches = false;
    }
    require(matches, Part.PRIVATE_KEY, "must be the key of the certificate");
  }

  private static void require(boolean condition, Part part, String otherwise) {
    if (!condition) {
      throw new InvalidIdentityException(part, otherwise);
    }
  }
}
