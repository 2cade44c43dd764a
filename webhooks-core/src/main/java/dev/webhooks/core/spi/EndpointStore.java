package dev.webhooks.core.spi;

import dev.webhooks.core.model.Endpoint;
import java.util.List;

/** Where endpoints are managed. Thread-safe; blocks. */
public interface EndpointStore {

  /**
   * Endpoints of all tenants whose state changed after this version, deleted ones included, in the
   * order of their versions. Versions rise in commit order: what is returned is complete up to its
   * highest version.
   *
   * @param version 0 for everything
   */
  List<Endpoint> changedAfter(long version);

  /**
   * Disables an endpoint for a reason of the product's own, cancelling what is pending. Committed
   * on return.
   *
   * @return false when it was not enabled any more
   */
  boolean disable(long endpointId, DisableReason reason);

  /** Why the product itself disabled an endpoint. */
  enum DisableReason {
    /** The receiver answered 410. */
    GONE,
    /** Nothing but failures for longer than is allowed. */
    FAILING,
    /** Its target was not verified for longer than is allowed. */
    UNVERIFIED
  }
}
