package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.war.json.Json;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

  private static Identity identity(Map<String, Object> claims) {
    return new Claims(new TestToken(claims)).identity("company_id").orElseThrow();
  }

  @Test
  void scopes_are_words_or_a_list_in_either_form_servers_know() {
    Set<String> both = Set.of("webhook:read", "event:write");
    var list = Json.array().add("webhook:read").add("event:write").build();
    for (Object scope :
        new Object[] {
          "webhook:read event:write",
          Json.array().add("webhook:read event:write").build().get(0),
          list,
          both
        }) {
      assertThat(identity(Map.of("company_id", "7", "sub", "s", "scope", scope)).scopes())
          .isEqualTo(both);
    }
  }

  @Test
  void a_tenant_may_be_a_number() {
    var number = Json.array(java.util.List.of(7L)).build().get(0);
    assertThat(identity(Map.of("company_id", number, "sub", "s")).tenant()).isEqualTo("7");
    assertThat(identity(Map.of("company_id", 7L, "sub", "s")).tenant()).isEqualTo("7");
  }

  @Test
  void the_client_is_client_id_else_azp_else_sub() {
    assertThat(
            identity(Map.of("company_id", "7", "sub", "s", "azp", "a", "client_id", "c"))
                .clientId())
        .isEqualTo("c");
    assertThat(identity(Map.of("company_id", "7", "sub", "s", "azp", "a")).clientId())
        .isEqualTo("a");
    assertThat(identity(Map.of("company_id", "7", "sub", "s")).clientId()).isEqualTo("s");
  }

  @Test
  void a_token_without_tenant_or_subject_says_nothing() {
    assertThat(new Claims(new TestToken(Map.of("sub", "s"))).identity("company_id")).isEmpty();
    assertThat(
            new Claims(new TestToken(Map.of("company_id", " ", "sub", "s"))).identity("company_id"))
        .isEmpty();
    assertThat(new Claims(new TestToken(Map.of("company_id", "7"))).identity("company_id"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\ud800", "a\udc00"})
  void a_tenant_that_no_database_can_keep_is_none(String tenant) {
    assertThat(
            new Claims(new TestToken(Map.of("company_id", tenant, "sub", "s")))
                .identity("company_id"))
        .isEmpty();
  }

  @Test
  void a_tenant_has_at_most_255_characters() {
    String longest = "\ud83d\ude00".repeat(255);
    assertThat(identity(Map.of("company_id", longest, "sub", "s")).tenant()).isEqualTo(longest);
    a_tenant_that_no_database_can_keep_is_none(longest + "x");
  }

  @Test
  void a_token_without_the_permissions_claim_is_a_services() {
    assertThat(identity(Map.of("company_id", "7", "sub", "s")).isService()).isTrue();
    Identity user =
        identity(Map.of("company_id", "7", "sub", "s", "permissions", Json.array().build()));
    assertThat(user.isService()).isFalse();
    assertThat(user.permissions()).isEmpty();
  }
}
