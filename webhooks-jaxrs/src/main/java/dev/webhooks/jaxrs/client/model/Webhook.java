package dev.webhooks.jaxrs.client.model;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook for bank transactions, as the service shows it. Fields of an authentication type are
 * null for the other types; secrets are never shown.
 *
 * @param id its id
 * @param bankAccountId the account whose transactions it is sent
 * @param name 1 to 300 characters
 * @param eventType the direction it is sent
 * @param authenType how the service authenticates itself
 * @param webhookUrl where it is sent
 * @param verifyPayment whether an accepted delivery marks the transaction as verified
 * @param skipIfNoCode whether transactions without a payment code are left out
 * @param retryConditions condition to 1 or 0; see {@link #retriesNon2xx()}
 * @param onlyVa whether only transactions of the listed virtual accounts are sent
 * @param active whether it is sent at all
 * @param createdAt in the service's configured zone
 * @param apiKey whole only for a token that also has {@code webhook:write}, otherwise masked
 * @param requestContentType the format of the body
 * @param oauth2AccessTokenUrl where the service fetches its token
 * @param oauth2ClientId its client id there
 * @param bankSubAccountIds the virtual accounts, empty without {@code onlyVa}
 */
public record Webhook(
    long id,
    long bankAccountId,
    String name,
    WebhookEventType eventType,
    AuthenType authenType,
    String webhookUrl,
    @JsonbProperty("is_verify_payment") boolean verifyPayment,
    boolean skipIfNoCode,
    Map<String, Integer> retryConditions,
    boolean onlyVa,
    boolean active,
    LocalDateTime createdAt,
    @Nullable String apiKey,
    @Nullable RequestContentType requestContentType,
    @JsonbProperty("oauth2_access_token_url") @Nullable String oauth2AccessTokenUrl,
    @JsonbProperty("oauth2_client_id") @Nullable String oauth2ClientId,
    List<Long> bankSubAccountIds) {

  /** Absent collections are empty. */
  public Webhook {
    retryConditions = Copies.of(retryConditions);
    bankSubAccountIds = Copies.of(bankSubAccountIds);
  }

  /** Names the webhook; its API key stays out of logs. */
  @Override
  public String toString() {
    return "Webhook[id=" + id + ", name=" + name + ", webhookUrl=" + webhookUrl + "]";
  }

  /** Whether an answer outside 2xx is tried again. */
  public boolean retriesNon2xx() {
    return retryConditions.getOrDefault("non_2xx_status_code", 0) == 1;
  }
}
