package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
  private final List<String> read = new ArrayList<>();
  private final KnownTokens tokens = new KnownTokens("company_id");

  private JsonWebToken token(String raw, String company) {
    Map<String, Object> claims =
        Map.of("raw_token", raw, "company_id", company, "sub", "shop", "scope", "event:write");
    return new TestToken(claims, read::add);
  }

  @Test
  void a_token_that_comes_again_is_not_read_again() {
    var first = tokens.identity(token("a.b.c", "acme"));
    var second = tokens.identity(token("a.b.c", "acme"));
    assertThat(second).isEqualTo(first).isPresent();
    assertThat(read).containsOnlyOnce("company_id");
  }

  @Test
  void tokens_are_not_mixed_up() {
    assertThat(tokens.identity(token("a.b.c", "acme")).orElseThrow().tenant()).isEqualTo("acme");
    assertThat(tokens.identity(token("a.b.d", "other")).orElseThrow().tenant()).isEqualTo("other");
    assertThat(tokens.identity(token("a.b.c", "acme")).orElseThrow().tenant()).isEqualTo("acme");
  }

  @Test
  void a_token_that_names_no_tenant_speaks_of_nobody_however_often_it_comes() {
    assertThat(tokens.identity(token("x.y.z", " "))).isEmpty();
    assertThat(tokens.identity(token("x.y.z", " "))).isEmpty();
  }
}
