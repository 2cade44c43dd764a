package dev.webhooks.core.target;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Which URLs and addresses may be called. Immutable and thread-safe. */
public final class TargetPolicy {

  /** Why this URL may not be a target, in words for its owner; empty when it may. */
  public Optional<String> refusalOf(URI url) {
    return Optional.empty();
  }

  /** Whether a connection to this address may be opened. */
  public boolean permits(InetAddress address) {
    return true;
  }
}
