package dev.webhooks.it.support;

import static dev.webhooks.it.support.Fields.of;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;

/** Request bodies that the service accepts, to be varied by the tests. */
public final class Requests {

  private Requests() {}

  /** A bank account with two virtual accounts. */
  public static JsonObject bankAccount(String number) {
    return of(
        "gateway",
        "Vietcombank",
        "account_number",
        number,
        "sub_accounts",
        List.of("VA01", "VA02"));
  }

  /** A webhook without authentication for incoming transactions of this account. */
  public static JsonObject webhook(long bankAccountId, URI url) {
    return of(
        "bank_account_id",
        bankAccountId,
        "name",
        "Online shop integration",
        "event_type",
        "In_only",
        "authen_type",
        "No_Authen",
        "webhook_url",
        url.toString(),
        "is_verify_payment",
        1,
        "request_content_type",
        "Json");
  }

  /** The transaction of the contract's example body, without an id. */
  public static JsonObject transaction(String accountNumber) {
    return of(
        "gateway",
        "Vietcombank",
        "transaction_date",
        "2024-07-02 11:08:33",
        "account_number",
        accountNumber,
        "code",
        "SEVN63DC8E5C",
        "content",
        "SEVN63DC8E5C chuyen tien",
        "transfer_type",
        "in",
        "transfer_amount",
        5000000,
        "accumulated",
        105000000,
        "reference_code",
        "FT24012345678",
        "description",
        "NGUYEN VAN A chuyen tien");
  }

  /** An endpoint with the defaults for these event types. */
  public static JsonObject endpoint(URI url, String... eventTypes) {
    return of(
        "url",
        url.toString(),
        "description",
        "Order service",
        "event_types",
        List.of(eventTypes),
        "livemode",
        false);
  }

  /** A payment event with this merchant reference. */
  public static JsonObject event(String type, String reference) {
    return of(
        "type",
        type,
        "livemode",
        false,
        "data",
        of(
            "object",
            of(
                "id",
                "txn_01HQKZ0000000000000000000B",
                "object",
                "transaction",
                "amount",
                10000,
                "currency",
                "USD",
                "status",
                "SUCCESS",
                "merchant_ref",
                reference)));
  }
}
