package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.war.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
  private final List<String> read = new ArrayList<>();
  private Instant now = Instant.ofEpochSecond(1_000_000);
  private final KnownTokens tokens = new KnownTokens("company_id", () -> now);

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
  void a_token_counts_from_its_time_on_and_clocks_may_differ_by_a_minute() {
    JsonWebToken later =
        new TestToken(
            Map.of("raw_token", "a.b.c", "company_id", "acme", "sub", "shop", "nbf", 1_000_061L));
    assertThat(tokens.identity(later)).isEmpty();
    now = now.plusSeconds(1);
    assertThat(tokens.identity(later)).isPresent();
  }

  @Test
  void a_time_that_is_none_never_comes() {
    for (Object time : new Object[] {"soon", true, Json.array().build()}) {
      Map<String, Object> claims = Map.of("company_id", "acme", "sub", "shop", "nbf", time);
      assertThat(tokens.identity(new TestToken(claims))).isEmpty();
    }
    JsonWebToken payaras =
        new TestToken(
            Map.of("company_id", "acme", "sub", "shop"),
            name -> {
              if (name.equals("nbf")) {
                throw new ClassCastException("JsonString is no JsonNumber");
              }
            });
    assertThat(tokens.identity(payaras)).isEmpty();
    Object number = Json.array(List.of(1_000L)).build().get(0);
    Map<String, Object> claims = Map.of("company_id", "acme", "sub", "shop", "nbf", number);
    assertThat(tokens.identity(new TestToken(claims))).isPresent();
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
