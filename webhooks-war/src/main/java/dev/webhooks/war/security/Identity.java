package dev.webhooks.war.security;

import java.util.Set;

/**
 * What an access token says about its bearer. Immutable.
 *
 * @param tenant whose data it is about
 * @param clientId {@code client_id}, else {@code azp}, else {@code sub}
 * @param scopes what the client may do
 * @param permissions what the user may do
 * @param isService whether the token speaks of no user's permissions at all (client credentials)
 */
public record Identity(
    String tenant,
    String clientId,
    Set<String> scopes,
    Set<String> permissions,
    boolean isService) {
  public Identity {
    scopes = Set.copyOf(scopes);
    permissions = Set.copyOf(permissions);
  }

  /** Whether the token has this scope. */
  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }
}
