package dev.webhooks.core.signing;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks {@code sha256=<hex>,sha256=<hex>}. */
record HexSignatureCheck(List<HmacKey> keys) implements SignatureCheck {
  private static final String PREFIX = "sha256=";

  @Override
  public Outcome check(String signatures, byte[] prefix, byte[] body) {
    List<byte[]> candidates =
        Stream.of(signatures.split(","))
            .limit(MOST_SIGNATURES)
            .map(String::strip)
            .flatMap(s -> parse(s).stream())
            .toList();
    if (candidates.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    List<byte[]> expected = keys.stream().map(key -> key.digest(prefix, body)).toList();
    return SignatureCheck.anyEqual(expected, candidates) ? Outcome.MATCH : Outcome.MISMATCH;
  }

  private static Optional<byte[]> parse(String signature) {
    if (!signature.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(HexFormat.of().parseHex(signature.substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
