package dev.webhooks.it.support;

import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.List;

/** Requests that the service accepts, to be varied by the tests. */
public final class Examples {

  private Examples() {}

  /** A bank account with two virtual accounts. */
  public static BankAccountRequest bankAccount(String number) {
    return new BankAccountRequest("Vietcombank", number, List.of("VA01", "VA02"));
  }

  /** A webhook without authentication for incoming transactions of this account. */
  public static WebhookRequest.Builder webhook(long bankAccountId, URI url) {
    return WebhookRequest.builder()
        .bankAccountId(bankAccountId)
        .name("Online shop integration")
        .eventType(WebhookEventType.IN_ONLY)
        .withoutAuthentication()
        .webhookUrl(url.toString())
        .verifyPayment(true)
        .requestContentType(RequestContentType.JSON);
  }

  /** The transaction of the contract's example body, without an id. */
  public static TransactionRequest.Builder transaction(String accountNumber) {
    return TransactionRequest.builder("Vietcombank", accountNumber)
        .transactionDate(LocalDateTime.of(2024, 7, 2, 11, 8, 33))
        .code("SEVN63DC8E5C")
        .content("SEVN63DC8E5C chuyen tien")
        .in(new BigDecimal("5000000"))
        .accumulated(new BigDecimal("105000000"))
        .referenceCode("FT24012345678")
        .description("NGUYEN VAN A chuyen tien");
  }

  /** An endpoint with the defaults for these event types. */
  public static EndpointRequest.Builder endpoint(URI url, String... eventTypes) {
    return EndpointRequest.builder()
        .url(url.toString())
        .description("Order service")
        .eventTypes(eventTypes)
        .livemode(false);
  }

  /** A payment of the test mode with this merchant reference. */
  public static EventRequest event(String type, String reference) {
    return EventRequest.test(type, payment(10_000, reference));
  }

  /** A payment as events are about. */
  public static JsonObject payment(long amount, String reference) {
    return Fields.of(
        "id",
        "txn_01HQKZ0000000000000000000B",
        "object",
        "transaction",
        "amount",
        amount,
        "currency",
        "USD",
        "status",
        "SUCCESS",
        "merchant_ref",
        reference);
  }
}
