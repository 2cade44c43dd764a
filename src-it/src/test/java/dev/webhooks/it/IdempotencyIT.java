package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.TwoNodes;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is published twice is one event: on two nodes, from many threads, over a restart. */
@ResourceLock(TwoNodes.LOCK)
class IdempotencyIT {
  private static final int THREADS = 16;

  private static final ExecutorService CALLERS = Executors.newFixedThreadPool(THREADS);

  private final TwoNodes nodes = TwoNodes.get();
  private final ServiceProcess first = nodes.first();
  private final ServiceProcess second = nodes.second();
  private final Api api = Api.ofNewTenant(first);

  @AfterAll
  static void stop() {
    CALLERS.shutdownNow();
  }

  private static JsonObject event(String reference) {
    return Requests.event("payment.succeeded", reference);
  }

  private static JsonObject withId(String id, String reference) {
    return Fields.with(event(reference), "id", id);
  }

  /** The answers to the same call from many threads, on both nodes by turns. */
  private List<Reply> atOnce(Api caller, String path, String type, String body) throws Exception {
    Api other = caller.at(second);
    List<Callable<Reply>> calls =
        IntStream.range(0, THREADS)
            .<Callable<Reply>>mapToObj(
                i -> () -> (i % 2 == 0 ? caller : other).post(path, type, body))
            .toList();
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> call : CALLERS.invokeAll(calls)) {
      replies.add(call.get());
    }
    return replies;
  }

  private long eventCount() {
    return api.get("events?limit=100").expect(200).list().size();
  }

  @Test
  void concurrent_duplicates_on_two_nodes_are_one_event() throws Exception {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      JsonObject endpoint = Requests.endpoint(receiver.url("/hook"), "*");
      nodes.awaitEndpoint(api, api.post("endpoints", endpoint).expect(201).id());
      Api keyed = api.header("Idempotency-Key", "order-1");

      List<Reply> replies =
          atOnce(keyed, "events", "application/json", event("ORDER-1").toString());

      assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(202));
      assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
      assertThat(eventCount()).isEqualTo(1);
      String event = replies.get(0).data().getString("id");
      assertThat(api.get("events/" + event + "/deliveries").expect(200).list()).hasSize(1);
    }
  }

  @Test
  void concurrent_transactions_with_the_same_id_are_one_transaction() throws Exception {
    api.post("bank-accounts", Requests.bankAccount("1017588888")).expect(201);
    String body = Fields.with(Requests.transaction("1017588888"), "id", "core-1").toString();

    List<Reply> replies = atOnce(api, "transactions", "application/json", body);

    assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
    assertThat(replies.get(0).expect(202).data().getInt("id")).isPositive();
    assertThat(eventCount()).isEqualTo(1);
  }

  @Test
  void a_transaction_is_known_by_its_id_whatever_key_comes_with_it() {
    api.post("bank-accounts", Requests.bankAccount("1017588899")).expect(201);
    JsonObject transaction = Fields.with(Requests.transaction("1017588899"), "id", "core-2");

    int id = api.post("transactions", transaction).expect(202).data().getInt("id");

    for (String key : new String[] {"one", "two"}) {
      Reply again = api.header("Idempotency-Key", key).post("transactions", transaction);
      assertThat(again.expect(202).data().getInt("id")).isEqualTo(id);
    }
    JsonObject other = Fields.with(transaction, "content", "something else");
    api.header("Idempotency-Key", "three").post("transactions", other).expect(409);
    assertThat(eventCount()).isEqualTo(1);
  }

  @Test
  void one_key_is_not_that_of_several_lines() {
    Api keyed = api.header("Idempotency-Key", "lines");
    for (String path : new String[] {"events", "transactions"}) {
      assertThat(
              keyed.post(path, "application/x-ndjson", event("A") + "\n").expect(400).wrongFields())
          .containsExactly("Idempotency-Key");
    }
    assertThat(eventCount()).isZero();
  }

  @Test
  void of_concurrent_uses_of_a_key_for_different_content_one_wins() throws Exception {
    Api keyed = api.header("Idempotency-Key", "contested");
    List<Callable<Reply>> calls =
        IntStream.range(0, THREADS)
            .<Callable<Reply>>mapToObj(
                i ->
                    () ->
                        (i % 2 == 0 ? keyed : keyed.at(second)).post("events", event("ORDER-" + i)))
            .toList();
    Map<Integer, Long> byStatus =
        CALLERS.invokeAll(calls).stream()
            .map(IdempotencyIT::result)
            .collect(Collectors.groupingBy(Reply::status, Collectors.counting()));

    assertThat(byStatus).isEqualTo(Map.of(202, 1L, 409, THREADS - 1L));
    assertThat(eventCount()).isEqualTo(1);
  }

  private static Reply result(Future<Reply> call) {
    try {
      return call.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void items_of_arrays_and_lines_are_recognised_by_their_ids() throws Exception {
    List<String> items =
        IntStream.range(0, 40).mapToObj(i -> withId("item-" + i, "ORDER").toString()).toList();
    String array = String.join(",", items).transform(text -> "[" + text + "]");
    String lines = String.join("\n", items);

    List<Reply> replies = atOnce(api, "events", "application/json", array);
    replies.addAll(atOnce(api, "events", "application/x-ndjson", lines));

    assertThat(replies.stream().map(reply -> reply.expect(202).list()).distinct()).hasSize(1);
    assertThat(eventCount()).isEqualTo(40);
    JsonObject other = withId("item-7", "ANOTHER ORDER");
    List<JsonObject> results =
        api.post(
                "events", "application/x-ndjson", items.get(6) + "\n" + other + "\n" + items.get(8))
            .expect(202)
            .list();
    assertThat(results.get(0).getJsonObject("data").getString("id")).isEqualTo("item-6");
    assertThat(results.get(1).getString("error")).isEqualTo("conflict");
    assertThat(results.get(2).getJsonObject("data").getString("id")).isEqualTo("item-8");
    api.post("events", other).expect(409);
  }

  @Test
  void a_key_is_its_tenants_own() {
    Api stranger = Api.ofNewTenant(first);
    String mine =
        api.header("Idempotency-Key", "shared").post("events", event("A")).expect(202).body();
    String theirs =
        stranger.header("Idempotency-Key", "shared").post("events", event("B")).expect(202).body();
    assertThat(theirs).isNotEqualTo(mine);
    assertThat(stranger.get("events").expect(200).list()).hasSize(1);
  }

  @Test
  void a_key_survives_a_kill() {
    Api keyed = api.header("Idempotency-Key", "durable");
    String answer = keyed.post("events", event("A")).expect(202).body();

    first.kill();
    first.start();

    assertThat(keyed.post("events", event("A")).expect(202).body()).isEqualTo(answer);
    keyed.post("events", event("B")).expect(409);
  }

  @Test
  void an_expired_key_is_free_again() {
    Api keyed = api.header("Idempotency-Key", "expiring");
    String answer = keyed.post("events", event("A")).expect(202).body();
    assertThat(keyed.post("events", event("A")).expect(202).body()).isEqualTo(answer);

    PostgresServer.execute(
        nodes.database(),
        "update webhooks.idempotency set expires_at = now() - interval '1 second'"
            + " where idempotency_key = 'key:expiring'");

    String later = keyed.post("events", event("B")).expect(202).body();
    assertThat(later).isNotEqualTo(answer);
    assertThat(keyed.at(second).post("events", event("B")).expect(202).body()).isEqualTo(later);
    keyed.post("events", event("A")).expect(409);
  }
}
