package dev.webhooks.it.matrix;

import static java.util.Map.entry;

import dev.webhooks.it.support.Examples;
import dev.webhooks.jaxrs.client.WebhooksApiException;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import dev.webhooks.jaxrs.client.model.StatisticsQuery;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the matrix calls an operation.
 *
 * @param thing what it needs: the object in its path, or what its request speaks of
 * @param call a well-formed call by the typed client, with the id of such a thing
 */
record Sample(Thing thing, Call call) {
  private static final URI TARGET = URI.create("http://127.0.0.1:9/hook");
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  /** A call of the typed client. */
  interface Call {
    void make(WebhooksClient client, String id);
  }

  /**
   * By operation id. Every operation of the document has a line here; a new one is tried by all
   * rows of the matrix once it has.
   */
  static final Map<String, Sample> BY_OPERATION =
      Map.ofEntries(
          entry("listWebhooks", plain(c -> c.webhooks().list(WebhookQuery.all()))),
          entry(
              "createWebhook",
              on(
                  Thing.BANK_ACCOUNT,
                  (c, id) -> c.webhooks().create(Examples.webhook(number(id), TARGET).build()))),
          entry("getWebhook", on(Thing.WEBHOOK, (c, id) -> c.webhooks().get(number(id)))),
          entry(
              "updateWebhook",
              on(
                  Thing.WEBHOOK,
                  (c, id) ->
                      c.webhooks().update(number(id), WebhookRequest.builder().name("x").build()))),
          entry("deleteWebhook", on(Thing.WEBHOOK, (c, id) -> c.webhooks().delete(number(id)))),
          entry("listBankAccounts", plain(c -> c.bankAccounts().list(1, 20))),
          entry(
              "createBankAccount", plain(c -> c.bankAccounts().create(Examples.bankAccount("7")))),
          entry(
              "getBankAccount",
              on(Thing.BANK_ACCOUNT, (c, id) -> c.bankAccounts().get(number(id)))),
          entry(
              "updateBankAccount",
              on(
                  Thing.BANK_ACCOUNT,
                  (c, id) ->
                      c.bankAccounts()
                          .update(
                              number(id), new BankAccountRequest(null, null, List.of("VA01"))))),
          entry(
              "deleteBankAccount",
              on(Thing.BANK_ACCOUNT, (c, id) -> c.bankAccounts().delete(number(id)))),
          entry(
              "publishTransactions",
              on(
                  Thing.BANK_ACCOUNT,
                  (c, id) -> c.transactions().publish(Examples.transaction("1017588888").build()))),
          entry(
              "dryRunTransaction",
              on(
                  Thing.BANK_ACCOUNT,
                  (c, id) -> c.transactions().dryRun(Examples.transaction("1017588888").build()))),
          entry(
              "getTransaction", on(Thing.TRANSACTION, (c, id) -> c.transactions().get(number(id)))),
          entry("listEndpoints", plain(c -> c.endpoints().list(EndpointQuery.all()))),
          entry(
              "createEndpoint",
              plain(c -> c.endpoints().create(Examples.endpoint(TARGET, "*").build()))),
          entry("getEndpoint", on(Thing.ENDPOINT, (c, id) -> c.endpoints().get(number(id)))),
          entry(
              "updateEndpoint",
              on(
                  Thing.ENDPOINT,
                  (c, id) ->
                      c.endpoints()
                          .update(number(id), EndpointRequest.builder().description("x").build()))),
          entry("deleteEndpoint", on(Thing.ENDPOINT, (c, id) -> c.endpoints().delete(number(id)))),
          entry("enableEndpoint", on(Thing.ENDPOINT, (c, id) -> c.endpoints().enable(number(id)))),
          entry(
              "disableEndpoint", on(Thing.ENDPOINT, (c, id) -> c.endpoints().disable(number(id)))),
          entry("getSecret", on(Thing.ENDPOINT, (c, id) -> c.endpoints().secret(number(id)))),
          entry(
              "rotateSecret",
              on(
                  Thing.ENDPOINT,
                  (c, id) -> c.endpoints().rotateSecret(number(id), Duration.ofDays(1)))),
          entry(
              "verifyEndpoint", on(Thing.UNVERIFIED, (c, id) -> c.endpoints().verify(number(id)))),
          entry("testEndpoint", on(Thing.ENDPOINT, (c, id) -> c.endpoints().test(number(id)))),
          entry(
              "getStatistics",
              on(
                  Thing.ENDPOINT,
                  (c, id) -> c.endpoints().statistics(number(id), StatisticsQuery.lastDay()))),
          entry(
              "getTenantStatistics",
              plain(c -> c.endpoints().statistics(StatisticsQuery.lastDay()))),
          entry(
              "recoverEndpoint",
              on(
                  Thing.ENDPOINT,
                  (c, id) -> c.endpoints().recover(number(id), RecoveryRequest.failedSince(PAST)))),
          entry("listRecoveries", plain(c -> c.recoveries().list())),
          entry("getRecovery", on(Thing.RECOVERY, (c, id) -> c.recoveries().get(id))),
          entry("cancelRecovery", on(Thing.RECOVERY, Sample::cancelUnlessOver)),
          entry("listEvents", plain(c -> c.events().page(EventQuery.all()))),
          entry(
              "publishEvents",
              plain(c -> c.events().publish(Examples.event("payment.failed", "ORDER-1")))),
          entry(
              "dryRunEvent",
              plain(c -> c.events().dryRun(Examples.event("payment.failed", "ORDER-1")))),
          entry("getEvent", on(Thing.EVENT, (c, id) -> c.events().get(id))),
          entry("listEventDeliveries", on(Thing.EVENT, (c, id) -> c.events().deliveries(id))),
          entry("deleteEventContent", on(Thing.EVENT, (c, id) -> c.events().expungeContent(id))),
          entry("listDeliveries", plain(c -> c.deliveries().page(DeliveryQuery.all()))),
          entry("getDelivery", on(Thing.DELIVERY, (c, id) -> c.deliveries().get(id))),
          entry("resendDelivery", on(Thing.DELIVERY, (c, id) -> c.deliveries().resend(id))),
          entry("listEventTypes", plain(c -> c.eventTypes().list(1, 20))),
          entry(
              "createEventType",
              plain(c -> c.eventTypes().create(new EventTypeRequest("order.paid", "Paid", null)))),
          entry(
              "listEventTypeSchemas", on(Thing.EVENT_TYPE, (c, id) -> c.eventTypes().schemas(id))),
          entry("getEventType", on(Thing.EVENT_TYPE, (c, id) -> c.eventTypes().get(id))),
          entry(
              "updateEventType",
              on(
                  Thing.EVENT_TYPE,
                  (c, id) -> c.eventTypes().update(new EventTypeRequest(id, "Was paid", null)))),
          entry("deleteEventType", on(Thing.EVENT_TYPE, (c, id) -> c.eventTypes().delete(id))));

  /** The sample of this operation. */
  static Sample of(Operation operation) {
    Sample sample = BY_OPERATION.get(operation.id());
    if (sample == null) {
      throw new AssertionError(
          "The matrix does not know " + operation.id() + ": add it to Sample.BY_OPERATION");
    }
    return sample;
  }

  private static Sample on(Thing thing, Call call) {
    return new Sample(thing, call);
  }

  private static Sample plain(java.util.function.Consumer<WebhooksClient> call) {
    return new Sample(Thing.NONE, (client, id) -> call.accept(client));
  }

  private static long number(String id) {
    return Long.parseLong(id);
  }

  /** A recovery of nothing is over soon: whichever comes first, the call was understood. */
  private static void cancelUnlessOver(WebhooksClient client, String id) {
    try {
      client.recoveries().cancel(id);
    } catch (WebhooksApiException.Conflict over) {
      // that it is over is the answer
    }
  }
}
