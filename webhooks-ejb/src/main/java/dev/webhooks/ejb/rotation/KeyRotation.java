package dev.webhooks.ejb.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** How far the rotation of keys is, as this node last saw it. Thread-safe. */
@ApplicationScoped
public class KeyRotation {
  private static final long UNKNOWN = -1;

  private volatile long underOlderKeys = UNKNOWN;

  /**
   * How many endpoints have a secret under an older key, about a minute ago at most; empty when
   * this node has not looked yet. At 0 the older keys may be removed.
   */
  public OptionalLong findUnderOlderKeys() {
    long seen = underOlderKeys;
    return seen == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(seen);
  }

  /** Takes over what was seen now; returns whether it is the first time that nothing is left. */
  public boolean saw(long count) {
    boolean done = count == 0 && underOlderKeys != 0;
    underOlderKeys = count;
    return done;
  }
}
