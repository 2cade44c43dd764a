package dev.webhooks.war.api;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.war.json.Characters;
import dev.webhooks.war.json.FieldErrors;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.TargetUrl;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SePay webhook as its tenant writes it, whole: a creation is merged into {@link #BLANK}, an
 * update into what is stored. Fields of another authentication type than {@code authenType} are
 * dropped before the rules look.
 */
record WebhookRequest(
    @NotNull(message = REQUIRED) @Nullable Long bankAccountId,
    @NotNull(message = REQUIRED) @Characters(max = 300) @Nullable String name,
    @NotNull(message = REQUIRED) @Nullable WebhookEventType eventType,
    @NotNull(message = REQUIRED) @Nullable AuthenType authenType,
    @NotNull(message = REQUIRED) @Characters(max = 300) @TargetUrl @Nullable String webhookUrl,
    @NotNull(message = REQUIRED) @Nullable Boolean isVerifyPayment,
    boolean skipIfNoCode,
    boolean active,
    boolean retryNon2xx,
    boolean onlyVa,
    List<Long> bankSubAccountIds,
    @Characters(max = 300) @TargetUrl @Nullable String oauth2AccessTokenUrl,
    @Characters(max = 255) @Nullable String oauth2ClientId,
    @Characters(max = 1024) @Nullable String oauth2ClientSecret,
    @Pattern(
            regexp = "[!-~&&[^,]]{1,255}",
            message = "must have 1 to 255 printable ASCII characters, without space and comma")
        @Nullable String apiKey,
    @Nullable BodyFormat requestContentType,
    @Characters(min = 16, max = 255) @Nullable String secretKey)
    implements RequestRules.Conditional {

  static final String REQUIRED = "is required";
  static final String NON_2XX = "non_2xx_status_code";

  /** Nothing is said yet: the defaults. */
  static final WebhookRequest BLANK =
      new WebhookRequest(
          null, null, null, null, null, null, false, true, false, false, List.of(), null, null,
          null, null, null, null);

  /** This request with what the fields say instead. */
  WebhookRequest with(Fields fields) {
    return new WebhookRequest(
            fields.integer("bank_account_id", bankAccountId),
            fields.text("name", name),
            fields.oneOf("event_type", WebhookEventType.BY_WIRE_NAME, eventType),
            fields.oneOf("authen_type", AuthenType.BY_WIRE_NAME, authenType),
            fields.text("webhook_url", webhookUrl),
            fields.flag("is_verify_payment", isVerifyPayment),
            flag(fields, "skip_if_no_code", skipIfNoCode, false),
            flag(fields, "active", active, true),
            retries(fields),
            flag(fields, "only_va", onlyVa, false),
            subAccounts(fields),
            fields.text("oauth2_access_token_url", oauth2AccessTokenUrl),
            fields.text("oauth2_client_id", oauth2ClientId),
            fields.text("oauth2_client_secret", oauth2ClientSecret),
            apiKey(fields),
            fields.oneOf("request_content_type", WebhookWire.CONTENT_TYPES, requestContentType),
            fields.text("secret_key", secretKey))
        .ofItsType();
  }

  private static boolean flag(Fields fields, String name, boolean standing, boolean byDefault) {
    Boolean value = fields.flag(name, standing);
    return value == null ? byDefault : value;
  }

  private boolean retries(Fields fields) {
    List<String> standing = retryNon2xx ? List.of(NON_2XX) : List.of();
    List<String> conditions =
        fields.listOf("retry_conditions", WebhookWire.RETRY_CONDITIONS, standing);
    return conditions != null && !conditions.isEmpty();
  }

  /** A key that was read as its mask and is written back stays what it is. */
  private @Nullable String apiKey(Fields fields) {
    String given = fields.text("api_key", apiKey);
    if (given == null || given.equals(apiKey) || !WebhookAnswer.isMask(given)) {
      return given;
    }
    if (apiKey == null || !given.equals(WebhookAnswer.masked(apiKey))) {
      fields.refuse("api_key", "must not be ****…, which stands for one that is not shown");
    }
    return apiKey;
  }

  private List<Long> subAccounts(Fields fields) {
    List<Long> ids = fields.integers("bank_sub_account_ids", bankSubAccountIds);
    return ids == null ? List.of() : ids.stream().distinct().sorted().toList();
  }

  private WebhookRequest ofItsType() {
    boolean oauth2 = authenType == AuthenType.OAUTH2;
    return new WebhookRequest(
        bankAccountId,
        name,
        eventType,
        authenType,
        webhookUrl,
        isVerifyPayment,
        skipIfNoCode,
        active,
        retryNon2xx,
        onlyVa,
        bankSubAccountIds,
        oauth2 ? oauth2AccessTokenUrl : null,
        oauth2 ? oauth2ClientId : null,
        oauth2 ? oauth2ClientSecret : null,
        authenType == AuthenType.API_KEY ? apiKey : null,
        choosesContentType() ? requestContentType : null,
        authenType == AuthenType.HMAC_SHA256 ? secretKey : null);
  }

  /** The other types always send JSON. */
  private boolean choosesContentType() {
    return authenType == AuthenType.API_KEY || authenType == AuthenType.NO_AUTHEN;
  }

  @Override
  public void check(FieldErrors errors) {
    if (onlyVa && bankSubAccountIds.isEmpty()) {
      errors.add("bank_sub_account_ids", "is required and must not be empty when only_va is 1");
    }
    if (choosesContentType()) {
      require(errors, "request_content_type", requestContentType);
    }
    if (authenType == AuthenType.OAUTH2) {
      require(errors, "oauth2_access_token_url", oauth2AccessTokenUrl);
      require(errors, "oauth2_client_id", oauth2ClientId);
      require(errors, "oauth2_client_secret", oauth2ClientSecret);
    } else if (authenType == AuthenType.API_KEY) {
      require(errors, "api_key", apiKey);
    } else if (authenType == AuthenType.HMAC_SHA256) {
      require(errors, "secret_key", secretKey);
      if (secretKey != null && secretKey.startsWith("whsk_")) {
        errors.add("secret_key", "must not begin with whsk_, which marks an ed25519 key");
      }
    }
  }

  private void require(FieldErrors errors, String field, @Nullable Object value) {
    if (value == null && authenType != null) {
      errors.add(field, "is required when authen_type is " + authenType.wireName());
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "WebhookRequest[" + name + ", " + webhookUrl + "]";
  }
}
