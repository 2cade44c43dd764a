package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints for signed events, as their tenant manages them. */
class EndpointsIT {
  private static final URI TARGET = URI.create("http://127.0.0.1:9/hook");

  private final ServiceProcess service = SharedService.get();
  private final Api api = Api.ofNewTenant(service);

  private String create(Object... fields) {
    JsonObject request = Fields.with(Requests.endpoint(TARGET, "payment.*"), fields);
    return "endpoints/" + api.post("endpoints", request).expect(201).id();
  }

  @Test
  void a_new_endpoint_has_the_defaults_and_shows_its_secret_once() {
    Reply created = api.post("endpoints", Requests.endpoint(TARGET, "payment.*")).expect(201);
    String path = "endpoints/" + created.id();
    String secret = created.data().getString("secret");
    assertThat(secret).startsWith("whsec_");
    Reply read = api.get(path).expect(200);
    assertThat(read.body()).doesNotContain(secret);
    assertThat(read.data().getBoolean("enabled")).isTrue();
    assertThat(read.data().getJsonObject("authentication")).isEqualTo(Fields.of("type", "hmac"));
    assertThat(read.data().getJsonArray("signatures"))
        .isEqualTo(Fields.of("s", List.of("epayse", "standard")).getJsonArray("s"));
    assertThat(api.get(path + "/secret").expect(200).data().getString("secret")).isEqualTo(secret);
  }

  @Test
  void rotation_gives_another_secret() {
    String path = create();
    String before = api.get(path + "/secret").data().getString("secret");
    String after =
        api.post(path + "/secret/rotate", Fields.of("overlap_seconds", 60))
            .expect(200)
            .data()
            .getString("secret");
    assertThat(after).startsWith("whsec_").isNotEqualTo(before);
    assertThat(api.get(path + "/secret").data().getString("secret")).isEqualTo(after);
    assertThat(
            api.post(path + "/secret/rotate", Fields.of("overlap_seconds", 604_801))
                .expect(400)
                .wrongFields())
        .containsExactly("overlap_seconds");
  }

  @Test
  void an_update_changes_what_it_names_and_null_restores_the_default() {
    String path = create("rate_limit", 5, "ordered", true, "description", "before");
    api.patch(path, Fields.of("description", "after", "rate_limit", null)).expect(200);
    JsonObject read = api.get(path).data();
    assertThat(read.getString("description")).isEqualTo("after");
    assertThat(read.isNull("rate_limit")).isTrue();
    assertThat(read.getBoolean("ordered")).isTrue();
  }

  @Test
  void an_update_of_what_was_changed_meanwhile_is_refused() {
    String path = create();
    String tag = api.get(path).findHeader("ETag").orElseThrow();
    api.header("If-Match", tag).patch(path, Fields.of("description", "first")).expect(200);
    Reply second = api.header("If-Match", tag).patch(path, Fields.of("description", "second"));
    ErrorsIT.requireEnvelope(second.expect(412), "precondition_failed");
    api.header("If-Match", "\"x\"").delete(path).expect(412);
    assertThat(api.get(path).data().getString("description")).isEqualTo("first");
  }

  @Test
  void credentials_are_kept_by_an_update_and_never_shown() {
    String path =
        create("authentication", Fields.of("type", "basic", "username", "u", "password", "pa55"));
    api.patch(path, Fields.of("description", "x")).expect(200);
    Reply read = api.get(path);
    assertThat(read.data().getJsonObject("authentication"))
        .isEqualTo(Fields.of("type", "basic", "username", "u", "password", "****"));
    api.get(path + "/secret").expect(404);
    ErrorsIT.requireEnvelope(api.post(path + "/secret/rotate").expect(409), "conflict");
  }

  @Test
  void an_ed25519_endpoint_shows_its_public_key() {
    String path = create("signatures", List.of("standard-ed25519"));
    assertThat(api.get(path).data().getString("public_key")).startsWith("whpk_");
  }

  @Test
  void a_filter_that_is_none_is_refused_at_its_field() {
    JsonObject request =
        Fields.with(
            Requests.endpoint(TARGET, "payment.*"),
            "filter",
            Fields.of("data.object.amount", Fields.of("$around", 5)));
    assertThat(api.post("endpoints", request).expect(400).wrongFields()).containsExactly("filter");
  }

  @Test
  void the_eleventh_endpoint_is_a_conflict() {
    for (int i = 0; i < 10; i++) {
      create("livemode", i % 2 == 0);
    }
    Reply eleventh = api.post("endpoints", Requests.endpoint(TARGET, "payment.*")).expect(409);
    ErrorsIT.requireEnvelope(eleventh, "conflict");
  }

  @Test
  void each_face_sees_its_own() {
    String path = create();
    long account = api.post("bank-accounts", Requests.bankAccount("1")).expect(201).id();
    long webhook = api.post("webhooks", Requests.webhook(account, TARGET)).expect(201).id();
    api.get("webhooks/" + path.substring("endpoints/".length())).expect(404);
    api.get("endpoints/" + webhook).expect(404);
    api.get("endpoints/" + webhook + "/secret").expect(404);
    assertThat(api.get("endpoints").list()).hasSize(1);
    assertThat(api.get("webhooks").list()).hasSize(1);
    assertThat(api.get("endpoints/" + webhook + "/stats").expect(200).data()).isNotEmpty();
  }

  @Test
  void disabling_and_enabling_take_both_faces() {
    String path = create();
    api.post(path + "/disable").expect(200);
    assertThat(api.get(path).data().getBoolean("enabled")).isFalse();
    api.post(path + "/enable").expect(200);
    assertThat(api.get(path).data().getBoolean("enabled")).isTrue();
    long account = api.post("bank-accounts", Requests.bankAccount("1")).expect(201).id();
    long webhook = api.post("webhooks", Requests.webhook(account, TARGET)).expect(201).id();
    api.post("endpoints/" + webhook + "/disable").expect(200);
    assertThat(api.get("webhooks/" + webhook).data().getBoolean("active")).isFalse();
  }

  @Test
  void a_test_returns_the_attempt_whatever_came_of_it() {
    JsonObject attempt = api.post(create() + "/test").expect(200).data();
    assertThat(attempt.getString("trigger")).isEqualTo("test");
    assertThat(attempt.getString("error")).isEqualTo("connection_refused");
  }

  @Test
  void a_second_delete_finds_nothing() {
    String path = create();
    api.delete(path).expect(200);
    api.delete(path).expect(404);
    api.get(path).expect(404);
  }

  @Test
  void the_portal_loads_and_calls_nothing_but_the_service() {
    Reply page = api.get("../../portal/").expect(200);
    assertThat(page.findHeader("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("script-src 'self'");
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
  }
}
