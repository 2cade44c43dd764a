package dev.webhooks.it.matrix;

import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Examples;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import java.net.URI;
import java.time.Instant;
import java.util.function.Function;

/** What operations are about: how one comes to be, and ids that none has. */
enum Thing {
  /** Of the SePay face. */
  WEBHOOK(Thing::newWebhook, "999999999999", "abc"),
  /** Of the EPaySe face. */
  ENDPOINT(Thing::newEndpoint, "999999999999", "1e3"),
  /** Of the EPaySe face, whose URL is to be verified. */
  UNVERIFIED(Thing::newUnverified, "999999999999", "1e3"),
  /** With virtual accounts. */
  BANK_ACCOUNT(Thing::newBankAccount, "999999999999", "-1"),
  /** Of a bank account. */
  TRANSACTION(Thing::newTransaction, "999999999999", "0x1"),
  /** With content. */
  EVENT(Thing::newEvent, "evt_01HQKZ7N3BXYZ0123456789ABC", "%20"),
  /** Whose receiver does not answer. */
  DELIVERY(Thing::newDelivery, "dlv_01JD4X8Q2R1A", "abc"),
  /** Of nothing. */
  RECOVERY(Thing::newRecovery, "999999999999", "abc"),
  /** Of the tenant's own. */
  EVENT_TYPE(Thing::newEventType, "nothing.known", "No%20type"),
  /** For operations about none. */
  NONE(client -> "", "", "");

  private static final URI NOBODY = URI.create("http://127.0.0.1:9/hook");

  private final Function<WebhooksClient, String> creation;
  private final String unknownId;
  private final String malformedId;

  Thing(Function<WebhooksClient, String> creation, String unknownId, String malformedId) {
    this.creation = creation;
    this.unknownId = unknownId;
    this.malformedId = malformedId;
  }

  /** The id of a new one. */
  String create(WebhooksClient client) {
    return creation.apply(client);
  }

  /** An id that could be one's. */
  String unknownId() {
    return unknownId;
  }

  /** What no id looks like. */
  String malformedId() {
    return malformedId;
  }

  private static String newBankAccount(WebhooksClient client) {
    return Long.toString(newBankAccount(client, "1017588888"));
  }

  private static long newBankAccount(WebhooksClient client, String number) {
    return client.bankAccounts().create(Examples.bankAccount(number)).id();
  }

  private static String newWebhook(WebhooksClient client) {
    long account = newBankAccount(client, "1");
    return Long.toString(client.webhooks().create(Examples.webhook(account, NOBODY).build()));
  }

  private static String newEndpoint(WebhooksClient client) {
    return Long.toString(client.endpoints().create(Examples.endpoint(NOBODY, "*").build()).id());
  }

  private static String newUnverified(WebhooksClient client) {
    var endpoint = Examples.endpoint(NOBODY, "*").verifyOwnership(true).build();
    return Long.toString(client.endpoints().create(endpoint).id());
  }

  private static String newTransaction(WebhooksClient client) {
    newBankAccount(client, "2");
    var transaction = Examples.transaction("2").build();
    return Long.toString(client.transactions().publish(transaction).id());
  }

  private static String newEvent(WebhooksClient client) {
    return client.events().publish(Examples.event("payment.succeeded", "ORDER-1")).id();
  }

  private static String newDelivery(WebhooksClient client) {
    client.endpoints().create(Examples.endpoint(NOBODY, "*").build());
    String event = newEvent(client);
    return Deadline.ofSeconds(20)
        .get(
            () -> client.events().deliveries(event).stream().map(d -> d.id()).findFirst(),
            "the delivery of event " + event);
  }

  private static String newRecovery(WebhooksClient client) {
    long endpoint = Long.parseLong(newEndpoint(client));
    var request = RecoveryRequest.failedSince(Instant.parse("2020-01-01T00:00:00Z"));
    return client.endpoints().recover(endpoint, request).id();
  }

  private static String newEventType(WebhooksClient client) {
    return client.eventTypes().create(new EventTypeRequest("invoice.paid", "Paid", null)).name();
  }
}
