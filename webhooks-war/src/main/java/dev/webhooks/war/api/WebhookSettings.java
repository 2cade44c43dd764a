package dev.webhooks.war.api;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.endpoint.Credentials;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.ejb.endpoint.Selection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A SePay webhook in the service's own terms, and back. Pure. */
final class WebhookSettings {
  private WebhookSettings() {}

  /**
   * What is stored of a request.
   *
   * @param request one that keeps all rules
   */
  static EndpointSettings of(WebhookRequest request) {
    return new EndpointSettings(
        given(request.name()),
        URI.create(given(request.webhookUrl())),
        request.active(),
        new Selection.Transactions(
            given(request.bankAccountId()),
            given(request.eventType()).direction(),
            request.skipIfNoCode(),
            request.onlyVa(),
            Set.copyOf(request.bankSubAccountIds())),
        credentials(request),
        Objects.requireNonNullElse(request.requestContentType(), BodyFormat.JSON),
        request.retryNon2xx() ? null : List.of(),
        null,
        List.of(),
        null,
        false,
        given(request.isVerifyPayment()),
        Map.of(),
        false);
  }

  private static Credentials credentials(WebhookRequest request) {
    return switch (given(request.authenType())) {
      case NO_AUTHEN -> new Credentials.None();
      case API_KEY -> new Credentials.ApiKey(new Secret(given(request.apiKey())));
      case OAUTH2 ->
          new Credentials.OAuth2(
              URI.create(given(request.oauth2AccessTokenUrl())),
              given(request.oauth2ClientId()),
              new Secret(given(request.oauth2ClientSecret())));
      case HMAC_SHA256 ->
          new Credentials.Signed(
              Set.of(SignatureScheme.SEPAY), List.of(SigningSecret.of(given(request.secretKey()))));
    };
  }

  /** The request that leads to these settings. */
  static WebhookRequest toRequest(EndpointSettings settings) {
    Selection.Transactions selection = (Selection.Transactions) settings.selection();
    Credentials credentials = settings.credentials();
    Credentials.@Nullable OAuth2 oauth2 =
        credentials instanceof Credentials.OAuth2 known ? known : null;
    AuthenType type = authenType(credentials);
    return new WebhookRequest(
        selection.bankAccountId(),
        settings.name(),
        WebhookEventType.of(selection.direction()),
        type,
        settings.url().toString(),
        settings.verifiesPayment(),
        selection.skipWithoutCode(),
        settings.enabled(),
        retries(settings),
        selection.onlySubAccounts(),
        selection.subAccountIds().stream().sorted().toList(),
        oauth2 == null ? null : oauth2.tokenUrl().toString(),
        oauth2 == null ? null : oauth2.clientId(),
        oauth2 == null ? null : oauth2.clientSecret().reveal(),
        credentials instanceof Credentials.ApiKey apiKey ? apiKey.key().reveal() : null,
        type == AuthenType.API_KEY || type == AuthenType.NO_AUTHEN ? settings.bodyFormat() : null,
        credentials instanceof Credentials.Signed signed ? secretOf(signed) : null);
  }

  private static AuthenType authenType(Credentials credentials) {
    if (credentials instanceof Credentials.None) {
      return AuthenType.NO_AUTHEN;
    }
    if (credentials instanceof Credentials.ApiKey) {
      return AuthenType.API_KEY;
    }
    return credentials instanceof Credentials.OAuth2 ? AuthenType.OAUTH2 : AuthenType.HMAC_SHA256;
  }

  private static boolean retries(EndpointSettings settings) {
    return settings.retryDelays() == null || !settings.retryDelays().isEmpty();
  }

  private static @Nullable String secretOf(Credentials.Signed signed) {
    return signed.secrets().isEmpty() ? null : signed.secrets().get(0).reveal();
  }

  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
