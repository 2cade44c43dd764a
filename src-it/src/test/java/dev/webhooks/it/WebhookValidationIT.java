package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.TenantSuite;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which webhooks are refused, naming what; the typed client could not say most of them. */
class WebhookValidationIT extends TenantSuite {

  private JsonObject webhook() {
    return Fields.parse(
        """
        {"bank_account_id":%d,"name":"Online shop integration","event_type":"In_only",
         "authen_type":"No_Authen","webhook_url":"%s","is_verify_payment":1,
         "request_content_type":"Json"}
        """
            .formatted(bankAccount(), url()));
  }

  private static JsonObject parse(String json) {
    return Fields.parse(json.replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':''} | name",
        "{'name':null} | name",
        "{'name':7} | name",
        "{'bank_account_id':null} | bank_account_id",
        "{'bank_account_id':'x'} | bank_account_id",
        "{'bank_account_id':1.5} | bank_account_id",
        "{'bank_account_id':999999999} | bank_account_id",
        "{'event_type':'all'} | event_type",
        "{'event_type':null} | event_type",
        "{'authen_type':'oauth2'} | authen_type",
        "{'authen_type':null} | authen_type",
        "{'webhook_url':'not a url'} | webhook_url",
        "{'webhook_url':'ftp://example.com/'} | webhook_url",
        "{'webhook_url':'https://user:pass@example.com/'} | webhook_url",
        "{'webhook_url':null} | webhook_url",
        "{'is_verify_payment':2} | is_verify_payment",
        "{'is_verify_payment':null} | is_verify_payment",
        "{'skip_if_no_code':'yes'} | skip_if_no_code",
        "{'active':-1} | active",
        "{'retry_conditions':['timeout']} | retry_conditions",
        "{'retry_conditions':'non_2xx_status_code'} | retry_conditions",
        "{'retry_conditions':{'non_2xx_status_code':1}} | retry_conditions",
        "{'only_va':5} | only_va",
        "{'only_va':1} | bank_sub_account_ids",
        "{'only_va':1,'bank_sub_account_ids':[]} | bank_sub_account_ids",
        "{'only_va':1,'bank_sub_account_ids':['x']} | bank_sub_account_ids",
        "{'only_va':1,'bank_sub_account_ids':[999999999]} | bank_sub_account_ids",
        "{'request_content_type':'json'} | request_content_type",
        "{'request_content_type':null} | request_content_type",
        "{'authen_type':'Api_Key'} | api_key",
        "{'authen_type':'Api_Key','api_key':''} | api_key",
        "{'authen_type':'Api_Key','api_key':'with space'} | api_key",
        "{'authen_type':'Api_Key','api_key':'a,b'} | api_key",
        "{'authen_type':'Api_Key','api_key':'ké'} | api_key",
        "{'authen_type':'HMAC_SHA256'} | secret_key",
        "{'authen_type':'HMAC_SHA256','secret_key':'too short'} | secret_key",
        "{'authen_type':'HMAC_SHA256','secret_key':'whsk_0123456789abcdef'} | secret_key",
        "{'authen_type':'OAuth2.0','oauth2_client_id':'i','oauth2_client_secret':'s'}"
            + " | oauth2_access_token_url",
        "{'authen_type':'OAuth2.0','oauth2_client_id':'i','oauth2_client_secret':'s',"
            + "'oauth2_access_token_url':'gopher://x/'} | oauth2_access_token_url",
        "{'authen_type':'OAuth2.0','oauth2_access_token_url':'https://example.com/t',"
            + "'oauth2_client_secret':'s'} | oauth2_client_id",
        "{'authen_type':'OAuth2.0','oauth2_access_token_url':'https://example.com/t',"
            + "'oauth2_client_id':'i'} | oauth2_client_secret",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    Reply reply = api.post("webhooks", Fields.merged(webhook(), parse(changes))).expect(400);

    assertThat(reply.error()).isEqualTo("validation_error");
    assertThat(reply.wrongFields()).containsExactly(field);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':''} | name",
        "{'name':null} | name",
        "{'event_type':'in_only'} | event_type",
        "{'authen_type':'HMAC_SHA256'} | secret_key",
        "{'bank_account_id':999999999} | bank_account_id",
        "{'webhook_url':'x'} | webhook_url",
        "{'active':'yes'} | active",
        "{'only_va':1} | bank_sub_account_ids",
        "{'retry_conditions':{'non_2xx_status_code':1}} | retry_conditions",
        "{'request_content_type':'xml'} | request_content_type",
      })
  void an_update_keeps_every_rule(String changes, String field) {
    long id = newWebhook();
    assertThat(api.patch("webhooks/" + id, parse(changes)).expect(400).wrongFields())
        .containsExactly(field);
  }

  @Test
  void lengths_are_counted_in_characters_and_bounded() {
    JsonObject webhook = webhook();
    String longest = "https://example.com/" + "x".repeat(280);
    api.post("webhooks", Fields.with(webhook, "name", "ô".repeat(300))).expect(201);
    api.post("webhooks", Fields.with(webhook, "webhook_url", longest)).expect(201);
    assertThat(wrongFields(Fields.with(webhook, "name", "x".repeat(301)))).containsExactly("name");
    assertThat(wrongFields(Fields.with(webhook, "webhook_url", longest + "x")))
        .containsExactly("webhook_url");
    JsonObject keyed = Fields.with(webhook, "authen_type", "Api_Key");
    api.post("webhooks", Fields.with(keyed, "api_key", "k".repeat(255))).expect(201);
    assertThat(wrongFields(Fields.with(keyed, "api_key", "k".repeat(256))))
        .containsExactly("api_key");
    JsonObject signed = Fields.with(webhook, "authen_type", "HMAC_SHA256");
    api.post("webhooks", Fields.with(signed, "secret_key", "k".repeat(16))).expect(201);
    assertThat(wrongFields(Fields.with(signed, "secret_key", "k".repeat(15))))
        .containsExactly("secret_key");
    assertThat(wrongFields(Fields.with(signed, "secret_key", "k".repeat(256))))
        .containsExactly("secret_key");
  }

  private Iterable<String> wrongFields(JsonObject webhook) {
    return api.post("webhooks", webhook).expect(400).wrongFields();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "'1'"})
  void flags_may_be_numbers_booleans_or_texts(String flag) {
    JsonObject changes = parse("{'skip_if_no_code':" + flag + ",'is_verify_payment':" + flag + "}");
    long id = api.post("webhooks", Fields.merged(webhook(), changes)).expect(201).id();
    assertThat(client.webhooks().get(id).skipIfNoCode()).isTrue();
    assertThat(client.webhooks().get(id).verifyPayment()).isTrue();
  }

  @Test
  void fields_nobody_knows_are_ignored() {
    api.post("webhooks", Fields.with(webhook(), "colour", "blue")).expect(201);
  }

  @Test
  void hmac_and_oauth2_need_no_content_type() {
    JsonObject webhook = Fields.without(webhook(), "request_content_type");
    api.post(
            "webhooks",
            Fields.with(webhook, "authen_type", "HMAC_SHA256", "secret_key", "0123456789abcdef"))
        .expect(201);
  }

  @ParameterizedTest
  @CsvSource({"page=0", "page=x", "page=-1", "limit=0", "limit=101", "limit=x", "active=2"})
  void a_bad_query_is_400(String query) {
    assertThat(api.get("webhooks?" + query).expect(400).wrongFields())
        .containsExactly(query.substring(0, query.indexOf('=')));
  }
}
