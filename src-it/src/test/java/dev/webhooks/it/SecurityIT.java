package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksApiException.Forbidden;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.WebhooksApiException.Unauthorized;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may do what, beyond what the matrix tries on every operation. */
class SecurityIT extends TenantSuite {
  private final Api nobody = Api.anonymous(service);

  @Test
  void a_token_without_a_tenant_does_not_hold() {
    Token homeless =
        new Token(
            "",
            token.scopes(),
            token.permissions(),
            token.validity(),
            token.issuer(),
            token.audience());
    Reply reply = nobody.as(homeless).get("webhooks").expect(401);
    Envelope.require(reply, "unauthorized");
    assertThat(reply.findHeader("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
  }

  @Test
  void the_token_is_looked_at_before_the_path() {
    nobody.get("nothing").expect(401);
    nobody.send("PUT", "webhooks").expect(401);
  }

  @Test
  void the_client_tells_why_it_is_refused() {
    WebhooksClient reader = Clients.of(service, token.scopes("webhook:read"));
    Forbidden refusal =
        catchThrowableOfType(Forbidden.class, () -> reader.endpoints().disable(newEndpoint()));
    assertThat(refusal.challenge().orElse("")).contains("scope=\"webhook:write\"");
    assertThat(refusal.requestId()).isPresent();
    WebhooksClient expired = Clients.of(service, token.validity(Duration.ofHours(-1)));
    assertThatExceptionOfType(Unauthorized.class)
        .isThrownBy(() -> expired.webhooks().list(WebhookQuery.all()));
  }

  @Test
  void another_tenants_account_cannot_be_used() {
    long account = bankAccount();
    WebhooksClient stranger = Clients.ofNewTenant(service);
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class,
            () -> stranger.webhooks().create(Examples.webhook(account, url()).build()));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("bank_account_id");
  }
}
