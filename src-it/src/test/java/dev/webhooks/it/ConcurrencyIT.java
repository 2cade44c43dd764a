package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.AtOnce;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import dev.webhooks.jaxrs.client.model.Versioned;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of calls that change the same thing at the same time. */
class ConcurrencyIT extends TenantSuite {
  private static final int CALLERS = 8;

  /** What a call came to: 200 or the status of the refusal. */
  private static int statusOf(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (WebhooksApiException refusal) {
      return refusal.status();
    }
  }

  /** How many of so many equal calls came to which status. */
  private static Map<Integer, Integer> statuses(int callers, Runnable call) {
    Map<Integer, Integer> counts = new TreeMap<>();
    Callable<Integer> one = () -> statusOf(call);
    AtOnce.call(IntStream.range(0, callers).mapToObj(i -> one).toList())
        .forEach(status -> counts.merge(status, 1, Integer::sum));
    return counts;
  }

  @Test
  void updates_without_a_version_merge_and_lose_none() {
    long id = newWebhook();
    List<WebhookRequest> changes =
        List.of(
            WebhookRequest.builder().name("Renamed").build(),
            WebhookRequest.builder().eventType(WebhookEventType.ALL).build(),
            WebhookRequest.builder().verifyPayment(false).build(),
            WebhookRequest.builder().skipIfNoCode(true).build(),
            WebhookRequest.builder().active(false).build(),
            WebhookRequest.builder().retryNon2xx(true).build(),
            WebhookRequest.builder().webhookUrl(receiver.url("/other").toString()).build());

    AtOnce.call(
        changes.stream()
            .<Callable<Integer>>map(
                change -> () -> statusOf(() -> client.webhooks().update(id, change)))
            .toList());

    Webhook webhook = client.webhooks().get(id);
    assertThat(webhook.name()).isEqualTo("Renamed");
    assertThat(webhook.eventType()).isEqualTo(WebhookEventType.ALL);
    assertThat(webhook.verifyPayment()).isFalse();
    assertThat(webhook.skipIfNoCode()).isTrue();
    assertThat(webhook.active()).isFalse();
    assertThat(webhook.retriesNon2xx()).isTrue();
    assertThat(webhook.webhookUrl()).endsWith("/other");
  }

  @Test
  void of_updates_of_one_version_only_one_is_made() {
    Versioned<Webhook> seen = client.webhooks().getVersioned(newWebhook());
    WebhookRequest change = WebhookRequest.builder().name("Mine").build();

    assertThat(statuses(CALLERS, () -> client.webhooks().update(seen, change)))
        .isEqualTo(Map.of(200, 1, 412, CALLERS - 1));
  }

  @Test
  void of_deletes_of_one_version_only_one_is_made() {
    var seen = client.endpoints().getVersioned(newEndpoint());
    Map<Integer, Integer> statuses = statuses(CALLERS, () -> client.endpoints().delete(seen));
    assertThat(statuses).containsEntry(200, 1);
    assertThat(statuses.keySet()).isSubsetOf(200, 404, 412);
  }

  @Test
  void what_is_deleted_at_once_is_deleted_once() {
    long webhook = newWebhook();
    long endpoint = newEndpoint();
    long account = client.bankAccounts().create(Examples.bankAccount("to be deleted")).id();
    Stream.<Runnable>of(
            () -> client.webhooks().delete(webhook),
            () -> client.endpoints().delete(endpoint),
            () -> client.bankAccounts().delete(account))
        .forEach(
            delete ->
                assertThat(statuses(CALLERS, delete)).isEqualTo(Map.of(200, 1, 404, CALLERS - 1)));
  }

  @Test
  void the_eleventh_endpoint_is_409_also_when_all_come_at_once() {
    EndpointRequest live = Examples.endpoint(url(), "*").livemode(true).build();
    client.endpoints().create(live);

    assertThat(statuses(16, () -> client.endpoints().create(Examples.endpoint(url(), "*").build())))
        .isEqualTo(Map.of(200, 9, 409, 7));

    assertThat(client.endpoints().stream(EndpointQuery.all())).hasSize(10);
    client.endpoints().delete(client.endpoints().list(EndpointQuery.all()).items().get(0).id());
    client.endpoints().create(live);
  }

  @Test
  void the_same_name_or_number_is_taken_once() {
    assertThat(
            statuses(
                CALLERS,
                () -> client.eventTypes().create(new EventTypeRequest("order.paid", "x", null))))
        .isEqualTo(Map.of(200, 1, 409, CALLERS - 1));
    assertThat(
            statuses(CALLERS, () -> client.bankAccounts().create(Examples.bankAccount("the one"))))
        .isEqualTo(Map.of(200, 1, 409, CALLERS - 1));
  }

  @Test
  void duplicates_that_come_at_once_are_one_event() {
    newEndpoint();
    Supplier<PublishedEvent> publish =
        () -> client.events().publish(Examples.event("payment.failed", "A"), "the-key");
    Callable<PublishedEvent> one = publish::get;

    List<PublishedEvent> answers =
        AtOnce.call(IntStream.range(0, CALLERS).mapToObj(i -> one).toList());

    assertThat(new TreeSet<>(answers.stream().map(PublishedEvent::id).toList())).hasSize(1);
    assertThat(client.events().stream(EventQuery.all())).hasSize(1);
    assertThat(receiver.awaitRequests(1)).hasSize(1);
  }

  @Test
  void rotations_that_come_at_once_follow_one_another() {
    long id = newEndpoint();
    Callable<String> rotate = () -> client.endpoints().rotateSecret(id, Duration.ofDays(1));

    List<String> secrets = AtOnce.call(IntStream.range(0, 4).mapToObj(i -> rotate).toList());

    assertThat(secrets).doesNotHaveDuplicates().contains(client.endpoints().secret(id));
  }

  @Test
  void what_is_enabled_and_disabled_at_once_is_one_of_both() {
    long id = newEndpoint();
    AtOnce.call(
            IntStream.range(0, CALLERS)
                .<Callable<Integer>>mapToObj(
                    i ->
                        () ->
                            statusOf(
                                () -> {
                                  if (i % 2 == 0) {
                                    client.endpoints().enable(id);
                                  } else {
                                    client.endpoints().disable(id);
                                  }
                                }))
                .toList())
        .forEach(status -> assertThat(status).isEqualTo(200));
  }

  @Test
  void an_account_is_not_deleted_under_a_webhook() {
    for (int round = 0; round < 4; round++) {
      long account = client.bankAccounts().create(Examples.bankAccount("round " + round)).id();
      List<Integer> statuses =
          AtOnce.call(
              List.of(
                  () -> statusOf(() -> client.bankAccounts().delete(account)),
                  () -> statusOf(() -> newWebhook(account, request -> request))));
      assertThat(statuses).isIn(List.of(200, 400), List.of(409, 200));
    }
  }
}
