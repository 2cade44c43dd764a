package dev.webhooks.war.security;

import dev.webhooks.war.error.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may call a method: first the scope, then the permission. Pure.
 *
 * @param scopeSuffices whether a token that speaks of no permissions is let through on its scope
 */
record Access(boolean scopeSuffices) {

  /** Why the caller may not; empty when it may. */
  Optional<Problem> refusalOf(Identity caller, @Nullable Allowed allowed) {
    if (allowed == null) {
      return Optional.of(Problem.forbidden());
    }
    if (!caller.hasScope(allowed.scope())) {
      return Optional.of(Problem.missingScope(allowed.scope()));
    }
    return isPermitted(caller, allowed.permission())
        ? Optional.empty()
        : Optional.of(Problem.forbidden());
  }

  private boolean isPermitted(Identity caller, String permission) {
    return permission.isEmpty()
        || caller.permissions().contains(permission)
        || (scopeSuffices && caller.isService());
  }
}
