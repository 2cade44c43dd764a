package dev.webhooks.jaxrs.client.model;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a webhook, on creation or (any subset) on update; null fields are not sent.
 * Which fields an authentication type needs is decided by the service. Built by {@link #builder()}.
 */
public record WebhookRequest(
    @Nullable Long bankAccountId,
    @Nullable String name,
    @Nullable WebhookEventType eventType,
    @Nullable AuthenType authenType,
    @Nullable String webhookUrl,
    @JsonbProperty("is_verify_payment") @JsonbTypeAdapter(FlagAdapter.class)
        @Nullable Boolean verifyPayment,
    @JsonbTypeAdapter(FlagAdapter.class) @Nullable Boolean skipIfNoCode,
    @JsonbTypeAdapter(FlagAdapter.class) @Nullable Boolean active,
    @Nullable List<String> retryConditions,
    @JsonbTypeAdapter(FlagAdapter.class) @Nullable Boolean onlyVa,
    @Nullable List<Long> bankSubAccountIds,
    @JsonbProperty("oauth2_access_token_url") @Nullable String oauth2AccessTokenUrl,
    @JsonbProperty("oauth2_client_id") @Nullable String oauth2ClientId,
    @JsonbProperty("oauth2_client_secret") @Nullable String oauth2ClientSecret,
    @Nullable String apiKey,
    @Nullable RequestContentType requestContentType,
    @Nullable String secretKey) {

  /** Copies the lists. */
  public WebhookRequest {
    retryConditions = Copies.ofNullable(retryConditions);
    bankSubAccountIds = Copies.ofNullable(bankSubAccountIds);
  }

  /** A request without any field. */
  public static Builder builder() {
    return new Builder();
  }

  /** Names the webhook; secrets stay out of logs. */
  @Override
  public String toString() {
    return "WebhookRequest[name=" + name + ", webhookUrl=" + webhookUrl + "]";
  }

  /** Collects the fields of a request; not thread-safe. */
  public static final class Builder {
    private @Nullable Long bankAccountId;
    private @Nullable String name;
    private @Nullable WebhookEventType eventType;
    private @Nullable AuthenType authenType;
    private @Nullable String webhookUrl;
    private @Nullable Boolean verifyPayment;
    private @Nullable Boolean skipIfNoCode;
    private @Nullable Boolean active;
    private @Nullable List<String> retryConditions;
    private @Nullable Boolean onlyVa;
    private @Nullable List<Long> bankSubAccountIds;
    private @Nullable String oauth2AccessTokenUrl;
    private @Nullable String oauth2ClientId;
    private @Nullable String oauth2ClientSecret;
    private @Nullable String apiKey;
    private @Nullable RequestContentType requestContentType;
    private @Nullable String secretKey;

    private Builder() {}

    /** The account whose transactions are sent. */
    public Builder bankAccountId(long id) {
      this.bankAccountId = id;
      return this;
    }

    /** 1 to 300 characters. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** The direction that is sent. */
    public Builder eventType(WebhookEventType eventType) {
      this.eventType = eventType;
      return this;
    }

    /** An https URL of a public host, at most 300 characters. */
    public Builder webhookUrl(String url) {
      this.webhookUrl = url;
      return this;
    }

    /** Whether an accepted delivery marks the transaction as verified. */
    public Builder verifyPayment(boolean verifyPayment) {
      this.verifyPayment = verifyPayment;
      return this;
    }

    /** Whether transactions without a payment code are left out. */
    public Builder skipIfNoCode(boolean skipIfNoCode) {
      this.skipIfNoCode = skipIfNoCode;
      return this;
    }

    /** Whether it is sent at all; false cancels what is pending. */
    public Builder active(boolean active) {
      this.active = active;
      return this;
    }

    /** Whether an answer outside 2xx is tried again. */
    public Builder retryNon2xx(boolean retry) {
      this.retryConditions = retry ? List.of("non_2xx_status_code") : List.of();
      return this;
    }

    /** Sends only transactions of these virtual accounts. */
    public Builder onlySubAccounts(List<Long> bankSubAccountIds) {
      this.onlyVa = true;
      this.bankSubAccountIds = bankSubAccountIds;
      return this;
    }

    /** Sends transactions of the whole account again. */
    public Builder allSubAccounts() {
      this.onlyVa = false;
      this.bankSubAccountIds = List.of();
      return this;
    }

    /** The service does not authenticate itself. */
    public Builder withoutAuthentication() {
      this.authenType = AuthenType.NO_AUTHEN;
      return this;
    }

    /** {@code Authorization: Apikey …}; printable ASCII without space and comma, 1 to 255. */
    public Builder apiKey(String apiKey) {
      this.authenType = AuthenType.API_KEY;
      this.apiKey = apiKey;
      return this;
    }

    /** A bearer token fetched with client credentials. */
    public Builder oauth2(String accessTokenUrl, String clientId, String clientSecret) {
      this.authenType = AuthenType.OAUTH2;
      this.oauth2AccessTokenUrl = accessTokenUrl;
      this.oauth2ClientId = clientId;
      this.oauth2ClientSecret = clientSecret;
      return this;
    }

    /** Signatures made with this key, 16 to 255 characters. */
    public Builder hmacSha256(String secretKey) {
      this.authenType = AuthenType.HMAC_SHA256;
      this.secretKey = secretKey;
      return this;
    }

    /** The format of the body; OAuth2.0 and HMAC_SHA256 always send JSON. */
    public Builder requestContentType(RequestContentType requestContentType) {
      this.requestContentType = requestContentType;
      return this;
    }

    /** The request. */
    public WebhookRequest build() {
      return new WebhookRequest(
          bankAccountId,
          name,
          eventType,
          authenType,
          webhookUrl,
          verifyPayment,
          skipIfNoCode,
          active,
          retryConditions,
          onlyVa,
          bankSubAccountIds,
          oauth2AccessTokenUrl,
          oauth2ClientId,
          oauth2ClientSecret,
          apiKey,
          requestContentType,
          secretKey);
    }
  }
}
