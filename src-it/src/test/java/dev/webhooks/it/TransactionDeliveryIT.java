package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedTransaction;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.Transaction;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import dev.webhooks.jaxrs.client.model.TransferType;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bank transactions on their way to webhooks: which, and how they look on the wire. */
class TransactionDeliveryIT extends TenantSuite {

  private static final List<String> KEYS =
      List.of(
          "id",
          "gateway",
          "transactionDate",
          "accountNumber",
          "subAccount",
          "code",
          "content",
          "transferType",
          "description",
          "transferAmount",
          "accumulated",
          "referenceCode");

  @Test
  void the_body_has_the_twelve_keys_in_order() {
    newWebhook();
    long id = publishTransaction().id();

    ReceivedRequest request = awaitRequest();

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.findHeader("Content-Type").orElse("")).startsWith("application/json");
    assertThat(request.findHeader("Authorization")).isEmpty();
    assertThat(request.bodyText())
        .isEqualTo(
            """
            {"id":%d,"gateway":"Vietcombank","transactionDate":"2024-07-02 11:08:33",\
            "accountNumber":"1017588888","subAccount":null,"code":"SEVN63DC8E5C",\
            "content":"SEVN63DC8E5C chuyen tien","transferType":"in",\
            "description":"NGUYEN VAN A chuyen tien","transferAmount":5000000,\
            "accumulated":105000000,"referenceCode":"FT24012345678"}\
            """
                .formatted(id));
  }

  @Test
  void an_api_key_is_sent_as_apikey() {
    newWebhook(request -> request.apiKey("a7c3b4e5"));
    publishTransaction();
    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Apikey a7c3b4e5");
  }

  @Test
  void an_hmac_webhook_verifies() throws Exception {
    newWebhook(request -> request.hmacSha256("0123456789abcdef"));
    publishTransaction();

    ReceivedRequest request = awaitRequest();

    WebhookVerifier.sePay()
        .secret("0123456789abcdef")
        .build()
        .verify(name -> request.findHeader(name).orElse(null), request.body());
  }

  @Test
  void a_form_body_has_the_same_keys_with_null_as_empty() {
    newWebhook(request -> request.requestContentType(RequestContentType.FORM));
    publishTransaction();

    ReceivedRequest request = awaitRequest();

    assertThat(request.findHeader("Content-Type").orElse(""))
        .startsWith("application/x-www-form-urlencoded");
    List<String> pairs = List.of(request.bodyText().split("&"));
    assertThat(pairs).extracting(pair -> pair.split("=", 2)[0]).containsExactlyElementsOf(KEYS);
    assertThat(pairs).contains("subAccount=");
    assertThat(URLDecoder.decode(request.bodyText(), StandardCharsets.UTF_8))
        .contains("content=SEVN63DC8E5C chuyen tien");
  }

  @Test
  void a_multipart_body_has_one_part_per_key() {
    newWebhook(request -> request.requestContentType(RequestContentType.MULTIPART));
    publishTransaction();

    ReceivedRequest request = awaitRequest();

    String type = request.findHeader("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/form-data");
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9).replace("\"", "");
    String body = request.bodyText();
    assertThat(body).startsWith(boundary).endsWith(boundary + "--\r\n");
    assertThat(body.split("Content-Disposition: form-data; name=", -1)).hasSize(KEYS.size() + 1);
    assertThat(body).contains("name=\"subAccount\"\r\n\r\n\r\n");
  }

  @Test
  void oauth2_fetches_one_token_and_sends_it_as_bearer() {
    receiver.script(
        request ->
            request.path().equals("/token")
                ? Answer.json(200, "{\"access_token\":\"t0k3n\",\"expires_in\":3600}")
                : ACCEPTED);
    String tokens = receiver.url("/token").toString();
    newWebhook(request -> request.oauth2(tokens, "client", "secret"));
    publishTransaction();
    receiver.awaitRequests(2);
    publishTransaction();

    List<ReceivedRequest> requests = receiver.awaitRequests(3);

    assertThat(requests)
        .extracting(ReceivedRequest::path)
        .containsExactly("/token", "/hook", "/hook");
    assertThat(requests.get(0).bodyText()).contains("grant_type=client_credentials");
    assertThat(requests.subList(1, 3))
        .allSatisfy(r -> assertThat(r.findHeader("Authorization")).hasValue("Bearer t0k3n"));
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, IN, 1",
    "ALL, OUT, 1",
    "IN_ONLY, IN, 1",
    "IN_ONLY, OUT, 0",
    "OUT_ONLY, OUT, 1",
    "OUT_ONLY, IN, 0",
  })
  void the_direction_must_match(WebhookEventType eventType, TransferType direction, int webhooks) {
    newWebhook(request -> request.eventType(eventType));
    PublishedTransaction published =
        publishTransaction(
            request ->
                direction == TransferType.IN
                    ? request.in(BigDecimal.TEN)
                    : request.out(BigDecimal.TEN));
    assertThat(published.webhooks()).isEqualTo(webhooks);
  }

  @Test
  void without_a_code_it_is_skipped_where_asked_for() {
    newWebhook(request -> request.skipIfNoCode(true));
    assertThat(publishTransaction(request -> request.code(null)).webhooks()).isZero();
    assertThat(publishTransaction().webhooks()).isOne();
  }

  @Test
  void only_the_listed_virtual_accounts_match() {
    BankAccount account = client.bankAccounts().get(bankAccount());
    long va01 = account.subAccounts().get(0).id();
    newWebhook(account.id(), request -> request.onlySubAccounts(List.of(va01)));

    assertThat(publishTransaction(request -> request.subAccount("VA01")).webhooks()).isOne();
    assertThat(publishTransaction(request -> request.subAccount("VA02")).webhooks()).isZero();
    assertThat(publishTransaction().webhooks()).isZero();
  }

  @Test
  void an_inactive_webhook_gets_nothing() {
    newWebhook(request -> request.active(false));
    assertThat(publishTransaction().webhooks()).isZero();
  }

  @Test
  void an_accepted_delivery_verifies_the_payment() {
    long webhook = newWebhook();
    PublishedTransaction published = publishTransaction();
    awaitSettled(webhook);

    Transaction shown = client.transactions().get(published.id());

    assertThat(shown.verified()).isTrue();
    assertThat(shown.verifiedAt()).isNotNull();
    assertThat(shown.eventId()).isEqualTo(published.eventId());
    assertThat(shown.transferAmount()).isEqualByComparingTo("5000000");
    assertThat(shown.transactionDate()).isEqualTo(LocalDateTime.of(2024, 7, 2, 11, 8, 33));
  }

  @Test
  void a_webhook_that_does_not_verify_payments_leaves_them_unverified() {
    long webhook = newWebhook(request -> request.verifyPayment(false));
    PublishedTransaction published = publishTransaction();
    awaitSettled(webhook);
    assertThat(client.transactions().get(published.id()).verified()).isFalse();
    assertThat(client.transactions().get(published.id()).verifiedAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"success\":true}  | SUCCEEDED",
        "201 | {\"success\":true}  | SUCCEEDED",
        "200 | {\"success\":false} | FAILED",
        "200 | ok                  | FAILED",
        "204 | {\"success\":true}  | FAILED",
        "302 | {\"success\":true}  | FAILED",
        "500 | {\"success\":true}  | FAILED",
      })
  void the_answer_decides(int status, String body, DeliveryStatus outcome) {
    receiver.script(request -> Answer.json(status, body));
    long webhook = newWebhook();
    publishTransaction();
    assertThat(awaitSettledOne(webhook).status()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"500, PENDING", "404, PENDING", "302, PENDING", "200, FAILED", "204, FAILED"})
  void only_what_is_outside_2xx_is_retried(int status, DeliveryStatus outcome) {
    receiver.script(request -> Answer.of(status, status == 204 ? "" : "no"));
    long webhook = newWebhook(request -> request.retryNon2xx(true));
    publishTransaction();
    Deadline.ofSeconds(20)
        .await(
            () ->
                client.deliveries().page(DeliveryQuery.all().ofEndpoint(webhook)).items().stream()
                    .anyMatch(d -> d.attemptCount() == 1 && d.status() == outcome),
            "one attempt that leaves the delivery " + outcome);
  }

  @Test
  void the_same_id_with_the_same_content_is_published_once_with_other_content_409() {
    newWebhook();

    PublishedTransaction first = publishTransaction(request -> request.id("77"));

    assertThat(publishTransaction(request -> request.id("77"))).isEqualTo(first);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> publishTransaction(request -> request.id("77").code("OTHER")));
    assertThat(receiver.awaitRequests(1)).hasSize(1);
  }

  @Test
  void an_array_answers_per_item_in_order() {
    newWebhook();
    TransactionRequest good = Examples.transaction(ACCOUNT).build();
    TransactionRequest bad = Examples.transaction("0000").build();

    List<PublishResult<PublishedTransaction>> results =
        client.transactions().publishAll(List.of(good, bad));

    assertThat(results.get(0)).isInstanceOf(PublishResult.Accepted.class);
    assertThat(results.get(1)).isInstanceOf(PublishResult.Refused.class);
  }

  @Test
  void an_unknown_account_is_400() {
    bankAccount();
    TransactionRequest request = Examples.transaction("0000").build();
    Invalid refusal =
        catchThrowableOfType(Invalid.class, () -> client.transactions().publish(request));
    assertThat(refusal.fieldErrors()).containsKey("account_number");
  }

  @Test
  void an_unknown_virtual_account_is_400() {
    bankAccount();
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class, () -> publishTransaction(request -> request.subAccount("VA99")));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("sub_account");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'gateway':null} | gateway",
        "{'gateway':5} | gateway",
        "{'account_number':''} | account_number",
        "{'transaction_date':null} | transaction_date",
        "{'transaction_date':'2024-07-02'} | transaction_date",
        "{'transaction_date':'+12024-07-02 00:00:00'} | transaction_date",
        "{'transaction_date':'2024-13-02 00:00:00'} | transaction_date",
        "{'transfer_type':null} | transfer_type",
        "{'transfer_type':'In'} | transfer_type",
        "{'transfer_amount':null} | transfer_amount",
        "{'transfer_amount':'5'} | transfer_amount",
        "{'transfer_amount':-1} | transfer_amount",
        "{'accumulated':'x'} | accumulated",
        "{'code':7} | code",
        "{'content':{}} | content",
        "{'description':[]} | description",
        "{'reference_code':true} | reference_code",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    bankAccount();
    JsonObject body =
        Fields.merged(
            Fields.parse(
                """
                {"gateway":"Vietcombank","transaction_date":"2024-07-02 11:08:33",
                 "account_number":"1017588888","transfer_type":"in","transfer_amount":5000000}
                """),
            Fields.parse(changes.replace('\'', '"')));
    assertThat(api.post("transactions", body).expect(400).wrongFields()).containsExactly(field);
  }
}
