package dev.webhooks.it;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may have at most, and what of its secrets is never shown. */
class EndpointLimitsIT {
  private static final URI TARGET = URI.create("http://127.0.0.1:9/hook");

  private final ServiceProcess service = SharedService.get();
  private final Api api = Api.ofNewTenant(service);

  private String create(Object... fields) {
    JsonObject request = Fields.with(Requests.endpoint(TARGET, "payment.*"), fields);
    return "endpoints/" + api.post("endpoints", request).expect(201).id();
  }

  @Test
  void of_many_created_at_once_ten_are_accepted() {
    JsonObject request = Requests.endpoint(TARGET, "payment.*");
    ExecutorService callers = Executors.newFixedThreadPool(24);
    List<Integer> statuses =
        IntStream.range(0, 24)
            .mapToObj(i -> supplyAsync(() -> api.post("endpoints", request), callers))
            .toList()
            .stream()
            .map(call -> call.join().status())
            .toList();
    callers.shutdown();
    assertThat(statuses).containsOnly(201, 409).filteredOn(s -> s == 201).hasSize(10);
    assertThat(api.get("endpoints?limit=100").list()).hasSize(10);
  }

  @Test
  void the_eleventh_live_secret_is_a_conflict() {
    String path = create();
    JsonObject week = Fields.of("overlap_seconds", 604_800);
    for (int live = 2; live <= 10; live++) {
      api.post(path + "/secret/rotate", week).expect(200);
    }
    Reply eleventh = api.post(path + "/secret/rotate", week).expect(409);
    Envelope.require(eleventh, "conflict");
    api.post(path + "/secret/rotate", Fields.of("overlap_seconds", 0)).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "whsec_", "whsec_aHVudGVyMg==", "whsec_%%%%", "whsk_AAAA"})
  void a_weak_secret_of_ones_own_is_refused(String weak) {
    JsonObject request = Fields.with(Requests.endpoint(TARGET, "payment.*"), "secret", weak);
    assertThat(api.post("endpoints", request).expect(400).wrongFields()).containsExactly("secret");
    String path = create();
    String before = api.get(path + "/secret").data().getString("secret");
    assertThat(
            api.post(path + "/secret/rotate", Fields.of("secret", weak)).expect(400).wrongFields())
        .containsExactly("secret");
    assertThat(api.get(path + "/secret").data().getString("secret")).isEqualTo(before);
  }

  @Test
  void a_strong_secret_of_ones_own_is_taken() {
    String own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    String path = create("secret", own);
    assertThat(api.get(path + "/secret").data().getString("secret")).isEqualTo(own);
  }

  @Test
  void a_tenant_waits_for_five_tests_at_a_time_and_takes_nothing_from_others() {
    ExecutorService callers = Executors.newFixedThreadPool(5);
    try (var hanging = ScriptedReceiver.answering(Answer.hang());
        var healthy = ScriptedReceiver.answering(Answer.ok())) {
      String test = create("url", hanging.url("/hook").toString()) + "/test";
      var waiting =
          IntStream.range(0, 5).mapToObj(i -> supplyAsync(() -> api.post(test), callers)).toList();
      hanging.awaitRequests(5);

      assertThat(api.post(test).expect(409).error()).isEqualTo("conflict");
      Api other = Api.ofNewTenant(service);
      JsonObject request = Requests.endpoint(healthy.url("/hook"), "payment.*");
      long id = other.post("endpoints", request).expect(201).id();
      other.post("endpoints/" + id + "/test").expect(200);

      hanging.closeConnections();
      assertThat(waiting).allSatisfy(call -> call.join().expect(200));
      String next = create("url", healthy.url("/hook").toString()) + "/test";
      api.post(next).expect(200);
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void values_of_secret_headers_are_never_shown_and_survive_being_written_back() {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      String path =
          create(
              "url",
              receiver.url("/hook").toString(),
              "headers",
              Fields.of("X-Shop-Token", "open sesame", "X-Shop", "7"));
      Reply read = api.get(path).expect(200);
      JsonObject shown = read.data().getJsonObject("headers");
      assertThat(shown).isEqualTo(Fields.of("X-Shop-Token", "****", "X-Shop", "7"));
      assertThat(read.body() + api.get("endpoints").body()).doesNotContain("open sesame");
      api.patch(path, Fields.of("headers", Fields.with(shown, "X-Shop", "8"))).expect(200);

      Reply attempt = api.post(path + "/test").expect(200);
      ReceivedRequest request = receiver.awaitRequests(1).get(0);
      assertThat(request.findHeader("X-Shop-Token")).hasValue("open sesame");
      assertThat(request.findHeader("X-Shop")).hasValue("8");
      assertThat(attempt.body()).doesNotContain("open sesame");

      JsonObject stars = Fields.of("headers", Fields.of("X-Other-Token", "****"));
      assertThat(api.patch(path, stars).expect(400).wrongFields()).containsExactly("headers");
    }
    assertThat(service.logText()).doesNotContain("open sesame");
  }
}
