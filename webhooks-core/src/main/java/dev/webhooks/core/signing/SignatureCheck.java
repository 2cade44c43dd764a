package dev.webhooks.core.signing;

import java.security.MessageDigest;
import java.util.List;

/** Compares the signatures a request lists with those that would be right. */
interface SignatureCheck {

  /** How a comparison ended. */
  enum Outcome {
    /** At least one signature is right. */
    MATCH,
    /** Signatures were listed, none is right. */
    MISMATCH,
    /** Nothing in the header is a signature. */
    UNREADABLE
  }

  /** More than a sender lists in the midst of a rotation; what comes after them is not examined. */
  int MOST_SIGNATURES = 16;

  Outcome check(String signatures, byte[] prefix, byte[] body);

  /** Whether any candidate is one of the expected; takes the same time wherever they differ. */
  static boolean anyEqual(List<byte[]> expected, List<byte[]> candidates) {
    boolean any = false;
    for (byte[] right : expected) {
      for (byte[] candidate : candidates) {
        any |= MessageDigest.isEqual(right, candidate);
      }
    }
    return any;
  }
}
