package dev.webhooks.war.security;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A token as servers hand it out: claims by name.
 *
 * @param asked told the name of each claim that is read
 */
record TestToken(Map<String, Object> claims, Consumer<String> asked) implements JsonWebToken {

  TestToken(Map<String, Object> claims) {
    this(claims, name -> {});
  }

  @Override
  public String getName() {
    return "name";
  }

  @Override
  public Set<String> getClaimNames() {
    return claims.keySet();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T getClaim(String name) {
    asked.accept(name);
    return (T) claims.get(name);
  }
}
