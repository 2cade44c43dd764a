package dev.webhooks.war.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final Access STRICT = new Access(false);
  private static final Allowed VIEW = allowed("view");

  private static Identity caller(Set<String> scopes, Set<String> permissions, boolean service) {
    return new Identity("t", "c", scopes, permissions, service);
  }

  private static String refusal(Access access, Identity caller, Allowed allowed) {
    return access
        .refusalOf(caller, allowed)
        .map(problem -> problem.status() + " " + problem.headers().get("WWW-Authenticate"))
        .orElse("none");
  }

  @Test
  void scope_and_permission_are_both_needed() {
    Identity both = caller(Set.of("webhook:read"), Set.of("webhooks.view"), false);
    assertThat(refusal(STRICT, both, VIEW)).isEqualTo("none");
  }

  @Test
  void the_scope_is_looked_at_first() {
    assertThat(refusal(STRICT, caller(Set.of("webhook:write"), Set.of(), false), VIEW))
        .isEqualTo("403 Bearer error=\"insufficient_scope\", scope=\"webhook:read\"");
  }

  @Test
  void a_missing_permission_is_no_matter_of_the_token() {
    Identity caller = caller(Set.of("webhook:read"), Set.of("webhooks.edit"), false);
    assertThat(refusal(STRICT, caller, VIEW)).isEqualTo("403 null");
  }

  @Test
  void a_method_that_says_nothing_is_open_to_nobody() {
    Identity all = caller(Set.of("webhook:read"), Set.of("webhooks.view"), false);
    assertThat(refusal(STRICT, all, null)).isEqualTo("403 null");
  }

  @Test
  void service_tokens_pass_on_scope_alone_only_where_that_is_set() {
    Identity service = caller(Set.of("webhook:read"), Set.of(), true);
    assertThat(refusal(STRICT, service, VIEW)).startsWith("403");
    assertThat(refusal(new Access(true), service, VIEW)).isEqualTo("none");
    Identity userWithout = caller(Set.of("webhook:read"), Set.of(), false);
    assertThat(refusal(new Access(true), userWithout, VIEW)).startsWith("403");
  }

  @Test
  void where_no_permission_is_named_the_scope_is_enough() {
    Identity publisher = caller(Set.of("event:write"), Set.of(), false);
    assertThat(refusal(STRICT, publisher, allowed("publish"))).isEqualTo("none");
  }

  private static Allowed allowed(String method) {
    try {
      return Methods.class.getDeclaredMethod(method).getAnnotation(Allowed.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Methods {
    @Allowed(scope = "webhook:read", permission = "webhooks.view")
    void view();

    @Allowed(scope = "event:write")
    void publish();
  }
}
