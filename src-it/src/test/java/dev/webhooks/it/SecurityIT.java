package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.it.support.Tokens.Token;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what. */
class SecurityIT {
  private static final URI TARGET = URI.create("http://127.0.0.1:9/hook");

  private final ServiceProcess service = SharedService.get();
  private final Api nobody = Api.anonymous(service);
  private final Token token = Tokens.all("security-" + System.nanoTime());

  private static String challenge(Reply reply) {
    return reply.findHeader("WWW-Authenticate").orElse("none");
  }

  @Test
  void without_a_token_there_is_a_bare_challenge() {
    Reply reply = nobody.get("webhooks").expect(401);
    ErrorsIT.requireEnvelope(reply, "unauthorized");
    assertThat(challenge(reply)).isEqualTo("Bearer");
  }

  @Test
  void a_token_that_does_not_hold_is_told_so() {
    for (Api caller :
        new Api[] {
          nobody.bearer("garbage"),
          nobody.bearer(token.signByStranger()),
          nobody.as(token.validity(Duration.ofHours(-1))),
          nobody.as(token.issuer("https://elsewhere.example")),
          nobody.as(
              new Token("", token.scopes(), token.permissions(), token.validity(), token.issuer()))
        }) {
      Reply reply = caller.get("webhooks").expect(401);
      ErrorsIT.requireEnvelope(reply, "unauthorized");
      assertThat(challenge(reply)).contains("error=\"invalid_token\"");
    }
  }

  @Test
  void the_token_is_looked_at_before_the_path() {
    nobody.get("nothing").expect(401);
    nobody.send("PUT", "webhooks").expect(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    webhooks,                  webhook:read,       webhooks.view",
    "POST,   webhooks,                  webhook:write,      webhooks.add",
    "PATCH,  webhooks/1,                webhook:write,      webhooks.edit",
    "DELETE, webhooks/1,                webhook:delete,     webhooks.delete",
    "GET,    endpoints,                 webhook:read,       webhooks.view",
    "POST,   endpoints,                 webhook:write,      webhooks.add",
    "PATCH,  endpoints/1,               webhook:write,      webhooks.edit",
    "DELETE, endpoints/1,               webhook:delete,     webhooks.delete",
    "GET,    endpoints/1/secret,        webhook:write,      webhooks.edit",
    "POST,   endpoints/1/secret/rotate, webhook:write,      webhooks.edit",
    "POST,   endpoints/1/test,          webhook:write,      webhooks.edit",
    "POST,   endpoints/1/recover,       webhook:write,      webhooks.edit",
    "GET,    endpoints/1/stats,         webhook:read,       webhooks.view",
    "POST,   deliveries/1/resend,       webhook:write,      webhooks.edit",
    "GET,    deliveries,                webhook:read,       webhooks.view",
    "GET,    events,                    webhook:read,       webhooks.view",
    "POST,   events,                    event:write,        ''",
    "POST,   transactions,              transaction:write,  ''",
    "GET,    bank-accounts,             bank-account:read,  ''",
    "POST,   bank-accounts,             bank-account:write, ''",
    "GET,    event-types,               webhook:read,       ''",
    "POST,   event-types,               event-type:write,   ''"
  })
  void scope_and_permission_are_both_needed(
      String method, String path, String scope, String permission) {
    String[] others = token.scopes().stream().filter(s -> !s.equals(scope)).toArray(String[]::new);
    Reply scopeless = send(nobody.as(token.scopes(others)), method, path).expect(403);
    ErrorsIT.requireEnvelope(scopeless, "forbidden");
    assertThat(challenge(scopeless))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");

    Reply permissionless =
        send(nobody.as(token.scopes(scope).permissions("webhooks.other")), method, path);
    if (!permission.isEmpty()) {
      ErrorsIT.requireEnvelope(permissionless.expect(403), "forbidden");
      assertThat(challenge(permissionless)).isEqualTo("none");
    }
    Reply both = send(nobody.as(token.scopes(scope).permissions(permission)), method, path);
    assertThat(both.status()).as(both.toString()).isNotIn(401, 403);
  }

  /** With a body that breaks rules: what is allowed gets as far as 400 or 404. */
  private static Reply send(Api api, String method, String path) {
    return switch (method) {
      case "POST" -> api.post(path, "{\"overlap_seconds\":-1}");
      case "PATCH" -> api.patch(path, jakarta.json.JsonValue.EMPTY_JSON_OBJECT);
      default -> api.send(method, path);
    };
  }

  @Test
  void another_tenants_object_does_not_exist() {
    Api owner = nobody.as(token);
    long account = owner.post("bank-accounts", Requests.bankAccount("1")).expect(201).id();
    long webhook = owner.post("webhooks", Requests.webhook(account, TARGET)).expect(201).id();
    long endpoint =
        owner.post("endpoints", Requests.endpoint(TARGET, "payment.*")).expect(201).id();
    Api stranger = Api.ofNewTenant(service);
    stranger.get("bank-accounts/" + account).expect(404);
    stranger.get("webhooks/" + webhook).expect(404);
    stranger.delete("webhooks/" + webhook).expect(404);
    stranger.get("endpoints/" + endpoint).expect(404);
    stranger.get("endpoints/" + endpoint + "/secret").expect(404);
    stranger.post("endpoints/" + endpoint + "/test").expect(404);
    stranger.get("endpoints/" + endpoint + "/stats").expect(404);
    assertThat(stranger.get("deliveries?endpoint=" + endpoint).expect(200).list()).isEmpty();
    assertThat(
            stranger.post("webhooks", Requests.webhook(account, TARGET)).expect(400).wrongFields())
        .containsExactly("bank_account_id");
    owner.get("webhooks/" + webhook).expect(200);
  }
}
