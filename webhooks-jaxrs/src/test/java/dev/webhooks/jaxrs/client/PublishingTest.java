package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.DryRun;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import dev.webhooks.jaxrs.client.model.PublishedTransaction;
import dev.webhooks.jaxrs.client.model.Transaction;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import dev.webhooks.jaxrs.client.model.TransferType;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishingTest extends ClientTest {
  private static final TransactionRequest TRANSACTION =
      TransactionRequest.builder("Vietcombank", "1017588888")
          .transactionDate(LocalDateTime.of(2024, 7, 2, 11, 8, 33))
          .code("SEVN63DC8E5C")
          .content("SEVN63DC8E5C chuyen tien")
          .in(new BigDecimal("5000000"))
          .accumulated(new BigDecimal("105000000"))
          .referenceCode("FT24012345678")
          .description("NGUYEN VAN A chuyen tien")
          .build();

  private static final EventRequest EVENT =
      EventRequest.test(
          "payment.succeeded", WireJson.parse("{\"amount\":10.50,\"note\":null}").asJsonObject());

  @Test
  void a_transaction_is_published_under_its_key() {
    service.answers(
        202,
        "{\"status\":\"success\",\"data\":{\"id\":92704,\"event_id\":\"evt_1\",\"webhooks\":3}}");

    PublishedTransaction receipt = client.transactions().publish(TRANSACTION, "FT24012345678");

    assertThat(receipt).isEqualTo(new PublishedTransaction(92704, "evt_1", 3));
    assertAsked("POST", "/transactions");
    assertThat(service.lastAsked().header("Idempotency-Key")).isEqualTo("FT24012345678");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"gateway":"Vietcombank","transaction_date":"2024-07-02 11:08:33",
        "account_number":"1017588888","code":"SEVN63DC8E5C","content":"SEVN63DC8E5C chuyen tien",
        "transfer_type":"in","transfer_amount":5000000,"accumulated":105000000,
        "reference_code":"FT24012345678","description":"NGUYEN VAN A chuyen tien"}\
        """);
  }

  @Test
  void a_single_publication_always_has_a_key_and_never_the_same() {
    service
        .answers(202, "{\"status\":\"success\",\"data\":{\"id\":\"evt_1\",\"deliveries\":0}}")
        .answers(202, "{\"status\":\"success\",\"data\":{\"id\":\"evt_2\",\"deliveries\":0}}");

    client.events().publish(EVENT);
    String first = service.lastAsked().header("Idempotency-Key");
    client.events().publish(EVENT);

    assertThat(service.lastAsked().header("Idempotency-Key")).isNotBlank().isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "đơn-4711", "order 4711", "4711\r\nX-Other: 1"})
  void what_a_header_cannot_hold_is_no_key(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> client.events().publish(EVENT, key));

    assertThat(service.timesAsked()).isZero();
  }

  @Test
  void a_list_of_transactions_has_a_result_each() {
    service.answers(
        202,
        """
        {"status":"success","data":[
        {"status":"success","data":{"id":92704,"event_id":"evt_1","webhooks":3}},
        {"status":"error","error":"validation_error","message":"Input data validation error",
        "errors":{"gateway":["unknown account"]}}]}\
        """);

    assertThat(client.transactions().publishAll(List.of(TRANSACTION, TRANSACTION)))
        .containsExactly(
            new PublishResult.Accepted<>(new PublishedTransaction(92704, "evt_1", 3)),
            new PublishResult.Refused<>(
                "validation_error",
                "Input data validation error",
                Map.of("gateway", List.of("unknown account"))));
    assertThat(service.lastAsked().header("Idempotency-Key")).isNull();
    assertThat(WireJson.parse(service.lastAsked().body()).asJsonArray()).hasSize(2);
  }

  @Test
  void a_transaction_is_read_with_its_verification() {
    service.answers(
        200,
        """
        {"status":"success","data":{"id":92704,"gateway":"Vietcombank",
        "transaction_date":"2024-07-02 11:08:33","account_number":"1017588888","sub_account":null,
        "code":"SEVN63DC8E5C","content":"x","transfer_type":"out","transfer_amount":5000000.25,
        "accumulated":null,"verified":true,"verified_at":"2024-07-02 11:08:40"}}\
        """);

    Transaction transaction = client.transactions().get(92704);

    assertThat(transaction.transferType()).isEqualTo(TransferType.OUT);
    assertThat(transaction.transferAmount()).isEqualTo("5000000.25");
    assertThat(transaction.subAccount()).isNull();
    assertThat(transaction.verified()).isTrue();
    assertThat(transaction.verifiedAt()).isEqualTo(LocalDateTime.of(2024, 7, 2, 11, 8, 40));
    assertAsked("GET", "/transactions/92704");
  }

  @Test
  void a_transaction_needs_date_and_amount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransactionRequest.builder("VCB", "1").out(BigDecimal.ONE).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TransactionRequest.builder("VCB", "1")
                    .transactionDate(LocalDateTime.of(2024, 7, 2, 0, 0))
                    .build());
  }

  @Test
  void an_event_is_published_with_its_data_as_it_is() {
    service.answers(202, "{\"status\":\"success\",\"data\":{\"id\":\"evt_1\",\"deliveries\":3}}");

    PublishedEvent receipt =
        client
            .events()
            .publish(
                EVENT
                    .withId("evt_own")
                    .createdAt(Instant.parse("2025-01-16T08:19:55Z"))
                    .inChannels("a", "b"),
                "order-1");

    assertThat(receipt).isEqualTo(new PublishedEvent("evt_1", 3));
    assertThat(service.lastAsked().body())
        .contains("\"data\":{\"object\":{\"amount\":10.50,\"note\":null}}");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"type":"payment.succeeded","livemode":false,"id":"evt_own",
        "created":"2025-01-16T08:19:55Z","channels":["a","b"],
        "data":{"object":{"amount":10.50,"note":null}}}\
        """);
  }

  @Test
  void a_list_of_events_has_a_result_each() {
    service.answers(
        202,
        """
        {"status":"success","data":[
        {"status":"error","error":"conflict","message":"Other content under this id"},
        {"status":"success","data":{"id":"evt_2","deliveries":0}}]}\
        """);

    assertThat(client.events().publishAll(List.of(EVENT, EVENT)))
        .containsExactly(
            new PublishResult.Refused<>("conflict", "Other content under this id", Map.of()),
            new PublishResult.Accepted<>(new PublishedEvent("evt_2", 0)));
  }

  @Test
  void bank_accounts_have_their_virtual_accounts() {
    String json =
        """
        {"status":"success","data":{"id":19,"gateway":"Vietcombank","account_number":"1017588888",\
        "sub_accounts":[{"id":25,"account_number":"VA01"},{"id":26,"account_number":"VA02"}]}}\
        """;
    BankAccount account =
        new BankAccount(
            19,
            "Vietcombank",
            "1017588888",
            List.of(
                new BankAccount.SubAccount(25, "VA01"), new BankAccount.SubAccount(26, "VA02")));

    service.answers(201, json);
    assertThat(
            client
                .bankAccounts()
                .create(
                    new BankAccountRequest("Vietcombank", "1017588888", List.of("VA01", "VA02"))))
        .isEqualTo(account);
    assertAsked("POST", "/bank-accounts");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"gateway":"Vietcombank","account_number":"1017588888","sub_accounts":["VA01","VA02"]}\
        """);

    service.answers(200, json);
    assertThat(client.bankAccounts().get(19)).isEqualTo(account);

    service.answers(200, "{\"status\":\"success\",\"data\":[]}");
    assertThat(client.bankAccounts().list(1, 20).items()).isEmpty();
    assertAsked("GET", "/bank-accounts?page=1&limit=20");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":19}}");
    client.bankAccounts().update(19, new BankAccountRequest(null, null, List.of()));
    assertAsked("PATCH", "/bank-accounts/19");
    WireJson.assertJson(service.lastAsked().body(), "{\"sub_accounts\":[]}");

    service.answers(200, "{\"status\":\"success\",\"message\":\"Deleted\"}");
    client.bankAccounts().delete(19);
    assertAsked("DELETE", "/bank-accounts/19");
  }

  @Test
  void a_payload_keeps_its_numbers() {
    JsonObject object = WireJson.parse("{\"n\":12345678901234567890.10}").asJsonObject();
    service.answers(202, "{\"status\":\"success\",\"data\":{\"id\":\"evt_1\",\"deliveries\":0}}");

    client.events().publish(EventRequest.live("payment.succeeded", object));

    assertThat(service.lastAsked().body()).contains("12345678901234567890.10");
  }

  @Test
  void a_stream_is_published_in_batches_of_lines_as_far_as_its_results_are_read() {
    service
        .answers(202, accepted(1000))
        .answers(
            202,
            """
            {"status":"success","data":[
            {"status":"success","data":{"id":"last-1","deliveries":0}},
            {"status":"error","error":"conflict","message":"Used with other content"}]}\
            """);
    AtomicInteger taken = new AtomicInteger();
    Stream<EventRequest> events =
        IntStream.range(0, 1002)
            .mapToObj(i -> EVENT.withId("e" + i))
            .peek(event -> taken.incrementAndGet());

    Iterator<PublishResult<PublishedEvent>> results =
        client.events().publishStream(events).iterator();

    assertThat(service.timesAsked()).isZero();
    for (int i = 0; i < 1000; i++) {
      assertThat(results.next())
          .isEqualTo(new PublishResult.Accepted<>(new PublishedEvent("e" + i, 1)));
    }
    assertThat(service.timesAsked()).isEqualTo(1);
    assertThat(taken).hasValueLessThan(1002);
    assertAsked("POST", "/events");
    assertThat(service.lastAsked().header("Content-Type")).isEqualTo("application/x-ndjson");
    List<String> lines = service.lastAsked().body().lines().toList();
    assertThat(lines).hasSize(1000);
    assertThat(WireJson.parse(lines.get(999)).asJsonObject().getString("id")).isEqualTo("e999");

    assertThat(results.next())
        .isEqualTo(new PublishResult.Accepted<>(new PublishedEvent("last-1", 0)));
    assertThat(results.next())
        .isEqualTo(new PublishResult.Refused<>("conflict", "Used with other content", Map.of()));
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void a_batch_that_fails_as_a_whole_ends_the_stream() {
    service.answers(202, accepted(1000)).answers(503, "{\"error\":\"unavailable\"}");
    Iterator<PublishResult<PublishedEvent>> results =
        client.events().publishStream(Stream.generate(() -> EVENT)).iterator();
    for (int i = 0; i < 1000; i++) {
      results.next();
    }

    assertThatThrownBy(results::next)
        .isInstanceOfSatisfying(
            WebhooksApiException.class, e -> assertThat(e.status()).isEqualTo(503));
  }

  @Test
  void large_items_make_small_batches() {
    String note = "x".repeat(600_000);
    EventRequest large =
        EventRequest.test(
            "payment.succeeded", WireJson.parse("{\"note\":\"" + note + "\"}").asJsonObject());
    service.answers(202, accepted(2)).answers(202, accepted(1));

    assertThat(client.events().publishStream(Stream.of(large, large, large))).hasSize(3);
    assertThat(service.timesAsked()).isEqualTo(2);
  }

  @Test
  void a_stream_of_transactions_is_closed_with_its_results() {
    service.answers(
        202,
        """
        {"status":"success","data":[
        {"status":"success","data":{"id":92704,"event_id":"evt_1","webhooks":3}}]}\
        """);
    AtomicInteger closed = new AtomicInteger();
    Stream<TransactionRequest> transactions =
        Stream.of(TRANSACTION).onClose(closed::incrementAndGet);

    try (var results = client.transactions().publishStream(transactions)) {
      assertThat(results.toList())
          .containsExactly(
              new PublishResult.Accepted<>(new PublishedTransaction(92704, "evt_1", 3)));
    }
    assertThat(closed).hasValue(1);
    assertAsked("POST", "/transactions");
  }

  private static String accepted(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"status\":\"success\",\"data\":{\"id\":\"e" + i + "\",\"deliveries\":1}}")
        .collect(Collectors.joining(",", "{\"status\":\"success\",\"data\":[", "]}"));
  }

  @Test
  void a_dry_run_says_where_an_event_would_go_and_why_not_elsewhere() {
    service.answers(
        200,
        """
        {"status":"success","data":{"type":"payment.succeeded","livemode":false,"deliveries":1,
        "endpoints":[
        {"id":31,"kind":"endpoint","url":"https://a.example/hook","receives":true,"reason":null,
        "message":null,"failed_clause":null},
        {"id":32,"kind":"endpoint","url":"https://b.example/hook","receives":false,
        "reason":"filter","message":"The event does not satisfy its filter",
        "failed_clause":{"data.object.amount":{"$gte":20000}}}]}}\
        """);

    DryRun run = client.events().dryRun(EVENT);

    assertAsked("POST", "/dry-run/events");
    assertThat(run.deliveries()).isEqualTo(1);
    assertThat(run.endpoints()).extracting(DryRun.Explained::receives).containsExactly(true, false);
    assertThat(run.endpoints().get(1).reason()).isEqualTo("filter");
    assertThat(run.endpoints().get(1).failedClause())
        .isEqualTo(WireJson.parse("{\"data.object.amount\":{\"$gte\":20000}}"));
    service.answers(
        200,
        "{\"status\":\"success\",\"data\":{\"type\":\"transaction.in\",\"livemode\":true,"
            + "\"deliveries\":0,\"endpoints\":[]}}");
    assertThat(client.transactions().dryRun(TRANSACTION).endpoints()).isEmpty();
    assertAsked("POST", "/dry-run/transactions");
  }
}
