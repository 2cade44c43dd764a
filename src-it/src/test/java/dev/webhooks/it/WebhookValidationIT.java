package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.Tokens;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, with which code, naming what. */
class WebhookValidationIT extends BlackBox {

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
        "{'bank_account_id':999999999} | bank_account_id",
        "{'event_type':'all'} | event_type",
        "{'event_type':null} | event_type",
        "{'authen_type':'oauth2'} | authen_type",
        "{'webhook_url':'not a url'} | webhook_url",
        "{'webhook_url':'ftp://example.com/'} | webhook_url",
        "{'webhook_url':null} | webhook_url",
        "{'is_verify_payment':2} | is_verify_payment",
        "{'skip_if_no_code':'yes'} | skip_if_no_code",
        "{'active':-1} | active",
        "{'retry_conditions':['timeout']} | retry_conditions",
        "{'retry_conditions':{'non_2xx_status_code':1}} | retry_conditions",
        "{'only_va':1} | bank_sub_account_ids",
        "{'only_va':1,'bank_sub_account_ids':[]} | bank_sub_account_ids",
        "{'only_va':1,'bank_sub_account_ids':[999999999]} | bank_sub_account_ids",
        "{'request_content_type':'json'} | request_content_type",
        "{'request_content_type':null} | request_content_type",
        "{'authen_type':'Api_Key'} | api_key",
        "{'authen_type':'Api_Key','api_key':'with space'} | api_key",
        "{'authen_type':'Api_Key','api_key':'a,b'} | api_key",
        "{'authen_type':'HMAC_SHA256'} | secret_key",
        "{'authen_type':'HMAC_SHA256','secret_key':'too short'} | secret_key",
        "{'authen_type':'OAuth2.0','oauth2_client_id':'i','oauth2_client_secret':'s'}"
            + " | oauth2_access_token_url",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    JsonObject body =
        Fields.merged(
            Requests.webhook(newBankAccount(), url()), Fields.parse(changes.replace('\'', '"')));

    Reply reply = api.post("webhooks", body).expect(400);

    assertThat(reply.error()).isEqualTo("validation_error");
    assertThat(reply.wrongFields()).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource({"missing", "unreadable", "expired", "of a stranger", "of another issuer"})
  void a_bad_token_is_401(String kind) {
    var token = Tokens.all("somebody");
    Api anonymous = Api.anonymous(service);
    Api caller =
        switch (kind) {
          case "missing" -> anonymous;
          case "unreadable" -> anonymous.bearer("a.b.c");
          case "expired" -> anonymous.as(token.validity(Duration.ofHours(-1)));
          case "of a stranger" -> anonymous.bearer(token.signByStranger());
          default -> anonymous.as(token.issuer("https://other.example"));
        };

    Reply reply = caller.get("webhooks").expect(401);

    assertThat(reply.error()).isEqualTo("unauthorized");
    assertThat(reply.findHeader("WWW-Authenticate"))
        .hasValueSatisfying(
            challenge ->
                assertThat(challenge)
                    .startsWith("Bearer")
                    .satisfies(
                        text ->
                            assertThat(text.contains("invalid_token"))
                                .isEqualTo(!kind.equals("missing"))));
  }

  @Test
  void a_missing_scope_is_403_and_so_is_a_missing_permission() {
    Api reader = Api.anonymous(service).as(Tokens.all("t").scopes("webhook:read"));
    Reply reply = reader.post("webhooks", Fields.of()).expect(403);
    assertThat(reply.error()).isEqualTo("forbidden");
    assertThat(reply.findHeader("WWW-Authenticate").orElse("")).contains("insufficient_scope");

    Api viewer = Api.anonymous(service).as(Tokens.all("t").permissions("webhooks.view"));
    viewer.get("webhooks").expect(200);
    assertThat(viewer.post("webhooks", Fields.of()).expect(403).error()).isEqualTo("forbidden");
  }

  @Test
  void an_unknown_object_is_404_before_the_body_is_looked_at() {
    assertThat(api.get("webhooks/999999999").expect(404).error()).isEqualTo("not_found");
    api.get("webhooks/abc").expect(404);
    api.patch("webhooks/999999999", Fields.of("name", "")).expect(404);
    api.get("nothing-here").expect(404);
  }

  @Test
  void malformed_json_is_400_another_media_type_415_another_method_405() {
    assertThat(api.post("webhooks", "{\"name\":").expect(400).error())
        .isEqualTo("validation_error");
    assertThat(api.post("webhooks", "text/plain", "x").expect(415).error())
        .isEqualTo("unsupported_media_type");
    Reply reply = api.send("PUT", "webhooks").expect(405);
    assertThat(reply.findHeader("Allow").orElse("")).contains("GET").contains("POST");
  }

  @ParameterizedTest
  @CsvSource({"page=0", "page=x", "limit=0", "limit=101", "active=2"})
  void a_bad_query_is_400(String query) {
    assertThat(api.get("webhooks?" + query).expect(400).wrongFields())
        .containsExactly(query.substring(0, query.indexOf('=')));
  }
}
