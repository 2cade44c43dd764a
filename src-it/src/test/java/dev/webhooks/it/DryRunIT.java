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
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Asking where an event or a transaction would go, without publishing it. */
class DryRunIT extends BlackBox {
  private static final JsonObject EVENT = Requests.event("payment.succeeded", "ORDER-1");

  private static Map<Long, JsonObject> byId(Reply reply) {
    return reply.expect(200).data().getJsonArray("endpoints").getValuesAs(JsonObject.class).stream()
        .collect(Collectors.toMap(one -> one.getJsonNumber("id").longValue(), one -> one));
  }

  private static String reason(JsonObject explained) {
    return explained.isNull("reason") ? "" : explained.getString("reason");
  }

  @Test
  void an_event_reaches_these_and_of_the_others_it_says_why_not() {
    long takes = newEndpoint().getInt("id");
    long disabled = newEndpoint("enabled", false).getInt("id");
    long live = newEndpoint("livemode", true).getInt("id");
    long type = newEndpoint("event_types", List.of("refund.*", "payment.failed")).getInt("id");
    long channel = newEndpoint("channels", List.of("shop-1")).getInt("id");
    JsonObject filter =
        Fields.parse("{\"data.object.currency\":\"USD\",\"data.object.amount\":{\"$gte\":20000}}");
    long filtered = newEndpoint("filter", filter).getInt("id");
    long webhook = newWebhook(newBankAccount());

    Reply reply = api.post("dry-run/events", EVENT);

    Map<Long, JsonObject> explained = byId(reply);
    assertThat(reply.data().getInt("deliveries")).isEqualTo(1);
    assertThat(reply.data().getString("type")).isEqualTo("payment.succeeded");
    assertThat(explained.get(takes).getBoolean("receives")).isTrue();
    assertThat(explained.get(takes).isNull("message")).isTrue();
    assertThat(reason(explained.get(disabled))).isEqualTo("disabled");
    assertThat(reason(explained.get(live))).isEqualTo("mode");
    assertThat(reason(explained.get(type))).isEqualTo("event_type");
    assertThat(explained.get(type).getString("message")).contains("payment.failed, refund.*");
    assertThat(reason(explained.get(channel))).isEqualTo("channel");
    assertThat(reason(explained.get(filtered))).isEqualTo("filter");
    assertThat(explained.get(filtered).getJsonObject("failed_clause"))
        .isEqualTo(Fields.parse("{\"data.object.amount\":{\"$gte\":20000}}"));
    assertThat(reason(explained.get(webhook))).isEqualTo("no_transaction");
    assertThat(explained.get(webhook).getString("kind")).isEqualTo("webhook");
    assertThat(explained).hasSize(7);
  }

  @Test
  void a_transaction_reaches_these_and_of_the_others_it_says_why_not() {
    JsonObject account =
        api.post("bank-accounts", Requests.bankAccount(ACCOUNT)).expect(201).data();
    long accountId = account.getJsonNumber("id").longValue();
    long va2 =
        account.getJsonArray("sub_accounts").getJsonObject(1).getJsonNumber("id").longValue();
    long other = api.post("bank-accounts", Requests.bankAccount("2000")).expect(201).id();
    long takes = newWebhook(accountId);
    long elsewhere = newWebhook(other);
    long outgoing = newWebhook(accountId, "event_type", "Out_only");
    long coded = newWebhook(accountId, "skip_if_no_code", 1);
    long virtual = newWebhook(accountId, "only_va", 1, "bank_sub_account_ids", List.of(va2));
    long family =
        newEndpoint("event_types", List.of("transaction.*"), "livemode", true).getInt("id");
    long star = newEndpoint("livemode", true).getInt("id");
    JsonObject transaction =
        Fields.with(Requests.transaction(ACCOUNT), "code", null, "sub_account", "VA01");

    Reply reply = api.post("dry-run/transactions", transaction);

    Map<Long, JsonObject> explained = byId(reply);
    assertThat(reply.data().getString("type")).isEqualTo("transaction.in");
    assertThat(reply.data().getInt("deliveries")).isEqualTo(2);
    assertThat(explained.get(takes).getBoolean("receives")).isTrue();
    assertThat(explained.get(family).getBoolean("receives")).isTrue();
    assertThat(reason(explained.get(elsewhere))).isEqualTo("bank_account");
    assertThat(reason(explained.get(outgoing))).isEqualTo("direction");
    assertThat(reason(explained.get(coded))).isEqualTo("no_code");
    assertThat(reason(explained.get(virtual))).isEqualTo("virtual_account");
    assertThat(reason(explained.get(star))).isEqualTo("event_type");
  }

  @Test
  void nothing_is_stored_sent_or_used_up() {
    long endpoint = newEndpoint().getInt("id");
    JsonObject event = Fields.with(EVENT, "id", "asked-first");

    assertThat(byId(api.post("dry-run/events", event))).hasSize(1);
    assertThat(byId(api.post("dry-run/events", event))).hasSize(1);

    api.get("events/asked-first").expect(404);
    assertThat(api.get("deliveries?endpoint=" + endpoint).expect(200).list()).isEmpty();
    JsonObject other = Fields.with(event, "livemode", true);
    assertThat(api.post("events", other).expect(202).data().getInt("deliveries")).isZero();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void what_a_publish_would_refuse_is_refused_with_its_fields() {
    newBankAccount();
    assertThat(
            api.post("dry-run/events", Fields.with(EVENT, "type", "no.such"))
                .expect(400)
                .wrongFields())
        .containsExactly("type");
    assertThat(api.post("dry-run/events", "[]").expect(400).wrongFields()).containsExactly("body");
    assertThat(api.post("dry-run/events", "{").expect(400).error()).isEqualTo("validation_error");
    assertThat(
            api.post("dry-run/transactions", Requests.transaction("unknown"))
                .expect(400)
                .wrongFields())
        .containsExactly("account_number");
    assertThat(api.post("dry-run/transactions", "{}").expect(400).wrongFields())
        .contains("gateway", "transfer_amount");
  }

  @Test
  void it_needs_a_readers_scope_and_permission_and_sees_one_tenant() {
    newEndpoint();
    Api producer = api.as(Tokens.all("tenant-dry-run").scopes("event:write", "transaction:write"));
    producer.post("dry-run/events", EVENT).expect(403);
    producer.post("dry-run/transactions", Requests.transaction(ACCOUNT)).expect(403);
    Api reader =
        api.as(Tokens.all("tenant-dry-run").scopes("webhook:read").permissions("webhooks.add"));
    reader.post("dry-run/events", EVENT).expect(403);

    assertThat(byId(Api.ofNewTenant(service).post("dry-run/events", EVENT))).isEmpty();
  }
}
