package dev.webhooks.it.support;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Request bodies that the service accepts, to be varied by the tests. */
public final class Requests {

  private Requests() {}

  /** A bank account with two virtual accounts. */
  public static JsonObject bankAccount(String number) {
    return Fields.parse(
        """
        {"gateway":"Vietcombank","account_number":"%s","sub_accounts":["VA01","VA02"]}
        """
            .formatted(number));
  }

  /** A webhook without authentication for incoming transactions of this account. */
  public static JsonObject webhook(long bankAccountId, URI url) {
    return Fields.parse(
        """
        {"bank_account_id":%d,"name":"Online shop integration","event_type":"In_only",
         "authen_type":"No_Authen","webhook_url":"%s","is_verify_payment":1,
         "request_content_type":"Json"}
        """
            .formatted(bankAccountId, url));
  }

  /** The transaction of the contract's example body, without an id. */
  public static JsonObject transaction(String accountNumber) {
    return Fields.parse(
        """
        {"gateway":"Vietcombank","transaction_date":"2024-07-02 11:08:33","account_number":"%s",
         "code":"SEVN63DC8E5C","content":"SEVN63DC8E5C chuyen tien","transfer_type":"in",
         "transfer_amount":5000000,"accumulated":105000000,"reference_code":"FT24012345678",
         "description":"NGUYEN VAN A chuyen tien"}
        """
            .formatted(accountNumber));
  }

  /** An endpoint with the defaults for these event types. */
  public static JsonObject endpoint(URI url, String... eventTypes) {
    return Fields.parse(
        """
        {"url":"%s","description":"Order service","event_types":[%s],"livemode":false}
        """
            .formatted(
                url,
                Arrays.stream(eventTypes)
                    .map(type -> "\"" + type + "\"")
                    .collect(Collectors.joining(","))));
  }

  /** A payment event with this merchant reference. */
  public static JsonObject event(String type, String reference) {
    return Fields.parse(
        """
        {"type":"%s","livemode":false,"data":{"object":{
         "id":"txn_01HQKZ0000000000000000000B","object":"transaction","amount":10000,
         "currency":"USD","status":"SUCCESS","merchant_ref":"%s"}}}
        """
            .formatted(type, reference));
  }
}
