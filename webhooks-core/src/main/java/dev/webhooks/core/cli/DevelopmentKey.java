package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The RSA key that signs tokens for development. It lives in the data directory, {@code
 * dev-key.pem} for its owner's eyes only and {@code dev-key.pub.pem} beside it, and is made by
 * whoever needs it first: the service, which verifies with it, or the command line, which signs.
 * Immutable and thread-safe. Never for production, where an identity provider issues the tokens.
 */
public final class DevelopmentKey {
  private static final String PRIVATE_FILE = "dev-key.pem";
  private static final String PUBLIC_FILE = "dev-key.pub.pem";
  private static final int BITS = 2048;

  private final Path directory;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private DevelopmentKey(Path directory, RSAPrivateCrtKey privateKey) {
    this.directory = directory;
    this.privateKey = privateKey;
    this.publicKey = publicHalf(privateKey.getModulus(), privateKey.getPublicExponent());
  }

  /**
   * Reads the key in this directory; makes directory and key if there is none. Of several processes
   * that do so at once, all get the same key.
   *
   * @throws UncheckedIOException if files cannot be read or written
   * @throws IllegalStateException if the file holds something else than an RSA key
   */
  public static DevelopmentKey loadOrCreate(Path directory) {
    try {
      String pem =
          DevelopmentFile.readOrCreate(directory, PRIVATE_FILE, DevelopmentKey::newPrivateKeyPem);
      DevelopmentKey key = new DevelopmentKey(directory, readPrivateKey(directory, pem));
      key.writePublicFile();
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the development key in " + directory, e);
    }
  }

  /** The public half as a PEM text ({@code BEGIN PUBLIC KEY}). */
  public String publicKeyPem() {
    return pem("PUBLIC KEY", publicKey.getEncoded());
  }

  /** The file that holds {@link #publicKeyPem()}. */
  public Path publicKeyFile() {
    return directory.resolve(PUBLIC_FILE);
  }

  /** The public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The RS256 signature (RFC 7518, section 3.3) over these bytes. */
  byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA signing failed", e);
    }
  }

  @Override
  public String toString() {
    return "DevelopmentKey[" + directory + "]";
  }

  private void writePublicFile() throws IOException {
    Path file = publicKeyFile();
    String pem = publicKeyPem();
    if (!Files.exists(file) || !Files.readString(file, US_ASCII).equals(pem)) {
      Files.move(
          DevelopmentFile.temporary(directory, pem, "rw-r--r--"),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String newPrivateKeyPem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }

  private static RSAPrivateCrtKey readPrivateKey(Path directory, String pem) {
    try {
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
      throw new IllegalStateException(
          directory.resolve(PRIVATE_FILE)
              + " is not a PKCS#8 RSA private key; delete it to have a new one made",
          e);
    }
  }

  private static PublicKey publicHalf(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
