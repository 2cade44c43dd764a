package dev.webhooks.war.security;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request. Known once the request has been authenticated. */
@RequestScoped
public class Caller {
  private @Nullable Identity identity;

  void is(Identity identity) {
    this.identity = identity;
  }

  /** What the token says. */
  public Identity identity() {
    if (identity == null) {
      throw new IllegalStateException("The request was not authenticated");
    }
    return identity;
  }

  /** Whose data the request is about. */
  public String tenant() {
    return identity().tenant();
  }

  /** Whether the token has this scope. */
  public boolean hasScope(String scope) {
    return identity().hasScope(scope);
  }
}
