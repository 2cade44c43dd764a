package dev.webhooks.core.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Raw ed25519 keys (RFC 8032) to and from the JDK's key types. */
final class Ed25519 {
  /** Length of a seed and of a public key in bytes. */
  static final int KEY_LENGTH = 32;

  // The fixed DER around a raw key (RFC 8410, sections 4 and 7).
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  static PrivateKey privateKey(byte[] seed) {
    try {
      return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(concat(PRIVATE_PREFIX, seed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an ed25519 private key", e);
    }
  }

  static PublicKey publicKey(byte[] raw) {
    try {
      return keyFactory().generatePublic(new X509EncodedKeySpec(concat(PUBLIC_PREFIX, raw)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an ed25519 public key", e);
    }
  }

  /** The raw public key that belongs to this seed. */
  static byte[] publicKeyOf(byte[] seed) {
    try {
      // The JDK has no "derive": its generator takes the seed from the random source it is given.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
      KeyPair pair = generator.generateKeyPair();
      if (!Arrays.equals(pair.getPrivate().getEncoded(), concat(PRIVATE_PREFIX, seed))) {
        throw new IllegalStateException("this JDK's ed25519 provider does not derive public keys");
      }
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ed25519", e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] prefix, byte[] body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(prefix);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ed25519 signing failed", e);
    }
  }

  /** Whether the signature is right; false too for bytes that are no signature at all. */
  static boolean verifies(PublicKey key, byte[] prefix, byte[] body, byte[] candidate) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(prefix);
      signature.update(body);
      return signature.verify(candidate);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static KeyFactory keyFactory() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** A "random" source that returns given bytes once. */
  private static final class FixedBytes extends SecureRandom {
    private final transient byte[] bytes;

    FixedBytes(byte[] bytes) {
      super(null, null);
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
