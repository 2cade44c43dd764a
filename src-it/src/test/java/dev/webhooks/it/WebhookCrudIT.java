package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.Tokens;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creating, reading, changing and deleting webhooks of the SePay face. */
class WebhookCrudIT extends BlackBox {

  @Test
  void a_created_webhook_is_read_back_with_every_field() {
    JsonObject account = api.get("bank-accounts/" + newBankAccount()).expect(200).data();
    List<Long> subAccounts =
        account.getJsonArray("sub_accounts").getValuesAs(JsonObject.class).stream()
            .map(sub -> sub.getJsonNumber("id").longValue())
            .toList();
    long id =
        newWebhook(
            account.getJsonNumber("id").longValue(),
            "authen_type",
            "Api_Key",
            "api_key",
            "a7c3b4e5f6a7b8c9",
            "skip_if_no_code",
            "1",
            "retry_conditions",
            List.of("non_2xx_status_code"),
            "only_va",
            true,
            "bank_sub_account_ids",
            subAccounts);

    JsonObject webhook = api.get("webhooks/" + id).expect(200).data();

    assertThat(webhook.getInt("id")).isEqualTo((int) id);
    assertThat(webhook.getString("name")).isEqualTo("Online shop integration");
    assertThat(webhook.getString("event_type")).isEqualTo("In_only");
    assertThat(webhook.getString("authen_type")).isEqualTo("Api_Key");
    assertThat(webhook.getString("webhook_url")).isEqualTo(url().toString());
    assertThat(webhook.getBoolean("is_verify_payment")).isTrue();
    assertThat(webhook.getBoolean("skip_if_no_code")).isTrue();
    assertThat(webhook.getBoolean("only_va")).isTrue();
    assertThat(webhook.getBoolean("active")).isTrue();
    assertThat(webhook.getJsonObject("retry_conditions").getInt("non_2xx_status_code"))
        .isEqualTo(1);
    assertThat(webhook.getString("request_content_type")).isEqualTo("Json");
    assertThat(webhook.getString("api_key")).isEqualTo("a7c3b4e5f6a7b8c9");
    assertThat(webhook.getJsonArray("bank_sub_account_ids")).hasSize(2);
    assertThat(webhook.getString("created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void secrets_are_never_returned_and_the_api_key_only_to_writers() {
    long account = newBankAccount();
    long hmac = newWebhook(account, "authen_type", "HMAC_SHA256", "secret_key", "0123456789abcdef");
    assertThat(api.get("webhooks/" + hmac).body()).doesNotContain("0123456789abcdef");

    String tenant = "tenant-of-keys-" + account;
    Api writer = Api.anonymous(service).as(Tokens.all(tenant));
    Api reader = Api.anonymous(service).as(Tokens.all(tenant).scopes("webhook:read"));
    long theirs = writer.post("bank-accounts", Requests.bankAccount(ACCOUNT)).expect(201).id();
    JsonObject body =
        Fields.with(
            Requests.webhook(theirs, url()),
            "authen_type",
            "Api_Key",
            "api_key",
            "a7c3b4e5f6a7b8c9");
    long id = writer.post("webhooks", body).expect(201).id();
    assertThat(reader.get("webhooks/" + id).data().getString("api_key")).isEqualTo("****b8c9");
  }

  @Test
  void the_list_is_newest_first_in_pages() {
    long account = newBankAccount();
    List<Long> ids = List.of(newWebhook(account), newWebhook(account), newWebhook(account));

    Reply first = api.get("webhooks?limit=2").expect(200);

    assertThat(first.list())
        .extracting(w -> w.getInt("id") + 0L)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(first.json().getJsonObject("meta").getJsonObject("pagination"))
        .isEqualTo(Fields.of("total", 3, "per_page", 2, "current_page", 1, "last_page", 2));
    assertThat(api.get("webhooks?limit=2&page=2").list()).hasSize(1);
    assertThat(api.get("webhooks?limit=2&page=3").expect(200).list()).isEmpty();
  }

  @Test
  void filters_are_anded_and_wildcards_are_literal() {
    long account = newBankAccount();
    long active = newWebhook(account, "webhook_url", receiver.url("/Shop_1").toString());
    long inactive =
        newWebhook(account, "webhook_url", receiver.url("/shopX1").toString(), "active", 0);

    assertThat(ids("webhooks?webhook_url=SHOP")).containsExactly(inactive, active);
    assertThat(ids("webhooks?webhook_url=shop_1")).containsExactly(active);
    assertThat(ids("webhooks?webhook_url=shop&active=0")).containsExactly(inactive);
    assertThat(ids("webhooks?webhook_url=%25")).isEmpty();
  }

  @Test
  void an_update_changes_what_it_names_and_validates_the_whole() {
    long id = newWebhook(newBankAccount());

    api.patch("webhooks/" + id, Fields.of("name", "Renamed", "active", 0)).expect(200);

    JsonObject webhook = api.get("webhooks/" + id).data();
    assertThat(webhook.getString("name")).isEqualTo("Renamed");
    assertThat(webhook.getBoolean("active")).isFalse();
    assertThat(webhook.getString("event_type")).isEqualTo("In_only");
    assertThat(
            api.patch("webhooks/" + id, Fields.of("authen_type", "Api_Key"))
                .expect(400)
                .wrongFields())
        .containsExactly("api_key");
  }

  @Test
  void a_stale_etag_is_412() {
    long id = newWebhook(newBankAccount());
    String etag = api.get("webhooks/" + id).findHeader("ETag").orElseThrow();
    Api conditional = api.header("If-Match", etag);

    conditional.patch("webhooks/" + id, Fields.of("name", "First")).expect(200);

    conditional.patch("webhooks/" + id, Fields.of("name", "Second")).expect(412);
    assertThat(api.get("webhooks/" + id).data().getString("name")).isEqualTo("First");
  }

  @Test
  void a_second_delete_is_404() {
    long id = newWebhook(newBankAccount());
    api.delete("webhooks/" + id).expect(200);
    api.delete("webhooks/" + id).expect(404);
    api.get("webhooks/" + id).expect(404);
  }

  @Test
  void another_tenants_webhook_is_404() {
    long id = newWebhook(newBankAccount());
    Api stranger = Api.ofNewTenant(service);

    stranger.get("webhooks/" + id).expect(404);
    stranger.patch("webhooks/" + id, Fields.of("name", "Mine")).expect(404);
    stranger.delete("webhooks/" + id).expect(404);
    assertThat(stranger.get("webhooks").list()).isEmpty();
  }

  @Test
  void each_face_sees_only_its_own() {
    long webhook = newWebhook(newBankAccount());
    long endpoint = newEndpoint().getJsonNumber("id").longValue();

    api.get("endpoints/" + webhook).expect(404);
    api.get("webhooks/" + endpoint).expect(404);
  }

  private List<Long> ids(String path) {
    return api.get(path).expect(200).list().stream().map(w -> w.getInt("id") + 0L).toList();
  }
}
