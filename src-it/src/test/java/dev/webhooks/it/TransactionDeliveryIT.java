package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bank transactions on their way to webhooks: which, and how they look on the wire. */
class TransactionDeliveryIT extends BlackBox {

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
    newWebhook(newBankAccount());
    long id = publishTransaction().getJsonNumber("id").longValue();

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
    newWebhook(newBankAccount(), "authen_type", "Api_Key", "api_key", "a7c3b4e5");
    publishTransaction();
    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Apikey a7c3b4e5");
  }

  @Test
  void an_hmac_webhook_verifies() throws Exception {
    newWebhook(newBankAccount(), "authen_type", "HMAC_SHA256", "secret_key", "0123456789abcdef");
    publishTransaction();

    ReceivedRequest request = awaitRequest();

    WebhookVerifier.sePay()
        .secret("0123456789abcdef")
        .build()
        .verify(name -> request.findHeader(name).orElse(null), request.body());
  }

  @Test
  void a_form_body_has_the_same_keys_with_null_as_empty() {
    newWebhook(newBankAccount(), "request_content_type", "application_x-www-form-urlencoded");
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
    newWebhook(newBankAccount(), "request_content_type", "multipart_form-data");
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
    newWebhook(
        newBankAccount(),
        "authen_type",
        "OAuth2.0",
        "oauth2_access_token_url",
        receiver.url("/token").toString(),
        "oauth2_client_id",
        "client",
        "oauth2_client_secret",
        "secret");
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
    "All, in, 1",
    "All, out, 1",
    "In_only, in, 1",
    "In_only, out, 0",
    "Out_only, out, 1",
    "Out_only, in, 0",
  })
  void the_direction_must_match(String eventType, String direction, int webhooks) {
    newWebhook(newBankAccount(), "event_type", eventType);
    assertThat(publishTransaction("transfer_type", direction).getInt("webhooks"))
        .isEqualTo(webhooks);
  }

  @Test
  void without_a_code_it_is_skipped_where_asked_for() {
    newWebhook(newBankAccount(), "skip_if_no_code", 1);
    assertThat(publishTransaction("code", null).getInt("webhooks")).isZero();
    assertThat(publishTransaction().getInt("webhooks")).isOne();
  }

  @Test
  void only_the_listed_virtual_accounts_match() {
    JsonObject account = api.get("bank-accounts/" + newBankAccount()).data();
    long va01 = account.getJsonArray("sub_accounts").getJsonObject(0).getInt("id");
    newWebhook(account.getInt("id"), "only_va", 1, "bank_sub_account_ids", List.of(va01));

    assertThat(publishTransaction("sub_account", "VA01").getInt("webhooks")).isOne();
    assertThat(publishTransaction("sub_account", "VA02").getInt("webhooks")).isZero();
    assertThat(publishTransaction().getInt("webhooks")).isZero();
  }

  @Test
  void an_inactive_webhook_gets_nothing() {
    newWebhook(newBankAccount(), "active", 0);
    assertThat(publishTransaction().getInt("webhooks")).isZero();
  }

  @Test
  void an_accepted_delivery_verifies_the_payment() {
    long webhook = newWebhook(newBankAccount());
    long transaction = publishTransaction().getJsonNumber("id").longValue();
    awaitSettled(webhook);
    JsonObject shown = api.get("transactions/" + transaction).expect(200).data();
    assertThat(shown.getBoolean("verified")).isTrue();
    assertThat(shown.getString("verified_at")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"success\":true}  | succeeded",
        "201 | {\"success\":true}  | succeeded",
        "200 | {\"success\":false} | failed",
        "200 | ok                  | failed",
        "204 | {\"success\":true}  | failed",
        "302 | {\"success\":true}  | failed",
        "500 | {\"success\":true}  | failed",
      })
  void the_answer_decides(int status, String body, String outcome) {
    receiver.script(request -> Answer.json(status, body));
    long webhook = newWebhook(newBankAccount());
    publishTransaction();
    assertThat(awaitSettled(webhook))
        .extracting(d -> d.getString("status"))
        .containsExactly(outcome);
  }

  @Test
  void the_same_id_with_the_same_content_is_published_once_with_other_content_409() {
    newWebhook(newBankAccount());
    JsonObject body = Fields.with(Requests.transaction(ACCOUNT), "id", 77);

    JsonObject first = api.post("transactions", body).expect(202).data();
    assertThat(api.post("transactions", body).expect(202).data()).isEqualTo(first);
    api.post("transactions", Fields.with(body, "code", "OTHER")).expect(409);
    assertThat(receiver.awaitRequests(1)).hasSize(1);
  }

  @Test
  void an_unknown_account_is_400() {
    newBankAccount();
    assertThat(api.post("transactions", Requests.transaction("0000")).expect(400).wrongFields())
        .contains("account_number");
  }
}
