package dev.webhooks.war.run;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Registers a webhook and an endpoint, publishes to both and shows what arrives, verified. */
final class Demo {

  private static final String SECRET = "demo-secret-0123456789";
  private static final String DESCRIPTION = "Sample receiver";

  private final LocalApi api;

  Demo(LocalApi api) {
    this.api = api;
  }

  void run() throws IOException, InterruptedException {
    removeLeftovers();
    SampleReceiver receiver = SampleReceiver.start();
    say("A sample receiver listens on " + receiver.uri());
    String account = newAccount();
    registerWebhook(receiver, account);
    registerEndpoint(receiver);
    publishTransaction(account);
    publishEvent();
    say(
        receiver.awaitVerified(2)
            ? "Both arrived, with valid signatures."
            : "Not everything arrived: see GET /api/v1/deliveries.");
  }

  /** Endpoints of earlier runs point to receivers that are gone, and there may be ten only. */
  private void removeLeftovers() throws IOException, InterruptedException {
    String endpoints = api.call("GET", "endpoints?limit=100", "");
    var matches =
        Pattern.compile("\"id\":(\\d+)[^{}]*?\"description\":\"" + DESCRIPTION + '"')
            .matcher(endpoints);
    for (String id : matches.results().map((MatchResult m) -> m.group(1)).toList()) {
      api.call("DELETE", "endpoints/" + id, "");
    }
  }

  private String newAccount() throws IOException, InterruptedException {
    String number =
        Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    String account =
        """
        {"gateway":"Vietcombank","account_number":"%s"}\
        """
            .formatted(number);
    return LocalApi.value(api.call("POST", "bank-accounts", account), "id") + ":" + number;
  }

  private void registerWebhook(SampleReceiver receiver, String account)
      throws IOException, InterruptedException {
    String webhook =
        """
        {"bank_account_id":%s,"name":"%s","event_type":"All","authen_type":"HMAC_SHA256",
         "secret_key":"%s","webhook_url":"%stransactions","is_verify_payment":1}\
        """
            .formatted(account.split(":")[0], DESCRIPTION, SECRET, receiver.uri());
    receiver.expectTransactions(SECRET);
    String id = LocalApi.value(api.call("POST", "webhooks", webhook), "id");
    say("Webhook " + id + " sends bank transactions to it");
  }

  private void registerEndpoint(SampleReceiver receiver) throws IOException, InterruptedException {
    String endpoint =
        """
        {"url":"%sevents","description":"%s","event_types":["payment.*"],"livemode":false}\
        """
            .formatted(receiver.uri(), DESCRIPTION);
    String created = api.call("POST", "endpoints", endpoint);
    receiver.expectEvents(LocalApi.value(created, "secret"));
    say("Endpoint " + LocalApi.value(created, "id") + " sends payment events to it");
  }

  private void publishTransaction(String account) throws IOException, InterruptedException {
    String transaction =
        """
        {"gateway":"Vietcombank","transaction_date":"2026-11-22 11:08:33","account_number":"%s",
         "code":"SEVN63DC8E5C","content":"SEVN63DC8E5C chuyen tien","transfer_type":"in",
         "transfer_amount":5000000,"accumulated":105000000,"reference_code":"FT24012345678",
         "description":"NGUYEN VAN A chuyen tien"}\
        """
            .formatted(account.split(":")[1]);
    api.call("POST", "transactions", transaction);
    say("Published a bank transaction");
  }

  private void publishEvent() throws IOException, InterruptedException {
    String event =
        """
        {"type":"payment.succeeded","livemode":false,"data":{"object":{"id":"txn_demo",
         "object":"transaction","amount":10000,"currency":"USD","status":"SUCCESS"}}}\
        """;
    say("Published " + LocalApi.value(api.call("POST", "events", event), "id"));
  }

  private static void say(String text) {
    System.out.println("demo  " + text);
  }
}
