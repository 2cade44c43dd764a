package dev.webhooks.core.signing;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks {@code v1,<base64> v1a,<base64>}; signatures of other versions are passed over. */
record StandardSignatureCheck(List<HmacKey> keys, List<WebhookPublicKey> publicKeys)
    implements SignatureCheck {

  @Override
  public Outcome check(String signatures, byte[] prefix, byte[] body) {
    List<String> entries =
        Stream.of(signatures.split(" "))
            .filter(e -> e.contains(","))
            .limit(MOST_SIGNATURES)
            .toList();
    if (entries.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    boolean match =
        anySymmetric(candidates(entries, "v1,"), prefix, body)
            || anyAsymmetric(candidates(entries, "v1a,"), prefix, body);
    return match ? Outcome.MATCH : Outcome.MISMATCH;
  }

  private boolean anySymmetric(List<byte[]> candidates, byte[] prefix, byte[] body) {
    List<byte[]> expected = keys.stream().map(key -> key.digest(prefix, body)).toList();
    return SignatureCheck.anyEqual(expected, candidates);
  }

  private boolean anyAsymmetric(List<byte[]> candidates, byte[] prefix, byte[] body) {
    return publicKeys.stream()
        .anyMatch(
            key -> candidates.stream().anyMatch(c -> Ed25519.verifies(key.key(), prefix, body, c)));
  }

  private static List<byte[]> candidates(List<String> entries, String version) {
    return entries.stream()
        .filter(entry -> entry.startsWith(version))
        .flatMap(entry -> decode(entry.substring(version.length())).stream())
        .toList();
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
