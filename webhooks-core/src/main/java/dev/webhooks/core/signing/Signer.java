package dev.webhooks.core.signing;

import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Signs requests by one or more schemes with the secrets of one endpoint. Costly to make, cheap to
 * use: keep one per endpoint. Immutable and thread-safe.
 *
 * <p>Several secrets are the overlap of a rotation: every signature header then lists one signature
 * per secret, in the order of the secrets, so that a receiver that knows either accepts.
 */
public final class Signer {
  private final List<SchemeSigner> signers;

  private Signer(List<SchemeSigner> signers) {
    this.signers = List.copyOf(signers);
  }

  /**
   * A signer by these schemes. Each scheme takes those of the secrets that support it; the two
   * Standard Webhooks schemes share their headers, which come last.
   *
   * @param secrets newest first
   * @throws IllegalArgumentException if a scheme is left without a secret
   */
  public static Signer of(Set<SignatureScheme> schemes, List<SigningSecret> secrets) {
    List<SchemeSigner> signers = new ArrayList<>();
    List<StandardSignature> standard = new ArrayList<>();
    for (SignatureScheme scheme : schemes) {
      List<SigningSecret> usable = usable(scheme, secrets);
      switch (scheme) {
        case SEPAY, EPAYSE -> signers.add(hexSigner(scheme, usable));
        case STANDARD, STANDARD_ED25519 ->
            usable.forEach(secret -> standard.add(standardSignature(scheme, secret)));
      }
    }
    if (!standard.isEmpty()) {
      signers.add(new StandardSigner(List.copyOf(standard)));
    }
    return new Signer(signers);
  }

  /**
   * Hands every signature header to the sink.
   *
   * @param messageId signed by the Standard Webhooks schemes only; contains no full stop
   * @param unixSeconds the moment of signing, in seconds since 1970
   * @param body the bytes that are sent; only read
   * @param headerSink takes name and value
   */
  public void sign(
      String messageId, long unixSeconds, byte[] body, BiConsumer<String, String> headerSink) {
    String timestamp = Long.toString(unixSeconds);
    for (SchemeSigner signer : signers) {
      signer.sign(messageId, timestamp, body, headerSink);
    }
  }

  private static List<SigningSecret> usable(SignatureScheme scheme, List<SigningSecret> secrets) {
    List<SigningSecret> usable = secrets.stream().filter(s -> s.supports(scheme)).toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException("no secret can sign by the scheme " + scheme.wireName());
    }
    return usable;
  }

  private static HexSigner hexSigner(SignatureScheme scheme, List<SigningSecret> secrets) {
    return new HexSigner(
        scheme, secrets.stream().map(secret -> new HmacKey(secret.hmacKey(scheme))).toList());
  }

  private static StandardSignature standardSignature(SignatureScheme scheme, SigningSecret secret) {
    if (scheme == SignatureScheme.STANDARD) {
      HmacKey key = new HmacKey(secret.hmacKey(scheme));
      return new StandardSignature("v1,", key::digest);
    }
    PrivateKey key = Ed25519.privateKey(secret.seed());
    return new StandardSignature("v1a,", (prefix, body) -> Ed25519.sign(key, prefix, body));
  }

  private static <T> String joined(List<T> items, String separator, Function<T, String> text) {
    if (items.size() == 1) {
      return text.apply(items.get(0));
    }
    return String.join(separator, items.stream().map(text).toList());
  }

  private interface SchemeSigner {
    void sign(String id, String timestamp, byte[] body, BiConsumer<String, String> headers);
  }

  private record HexSigner(SignatureScheme scheme, List<HmacKey> keys) implements SchemeSigner {
    @Override
    public void sign(String id, String timestamp, byte[] body, BiConsumer<String, String> headers) {
      byte[] prefix = SignedContent.prefix(timestamp);
      headers.accept(scheme.timestampHeader(), timestamp);
      headers.accept(
          scheme.signatureHeader(),
          joined(keys, ",", key -> "sha256=" + hex(key.digest(prefix, body))));
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  }

  private record StandardSigner(List<StandardSignature> signatures) implements SchemeSigner {
    @Override
    public void sign(String id, String timestamp, byte[] body, BiConsumer<String, String> headers) {
      byte[] prefix = SignedContent.prefix(id, timestamp);
      headers.accept(SignatureScheme.STANDARD_ID_HEADER, id);
      headers.accept(SignatureScheme.STANDARD.timestampHeader(), timestamp);
      headers.accept(
          SignatureScheme.STANDARD.signatureHeader(),
          joined(signatures, " ", signature -> signature.of(prefix, body)));
    }
  }

  private record StandardSignature(String version, Algorithm algorithm) {
    String of(byte[] prefix, byte[] body) {
      return version + Base64.getEncoder().encodeToString(algorithm.sign(prefix, body));
    }
  }

  private interface Algorithm {
    byte[] sign(byte[] prefix, byte[] body);
  }
}
