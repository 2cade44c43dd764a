package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.AtOnce;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.Tokens;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What operators switch on and off: without the development switch nobody reaches their own
 * network, and a limit of requests is one.
 */
class ProductionModeIT {

  @TempDir private static Path directory;

  private static ServiceProcess service;

  @BeforeAll
  static void start() throws IOException {
    var environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("WEBHOOKS_DEV", "false");
    environment.put("WEBHOOKS_REQUESTS_PER_SECOND", "2");
    environment.put("WEBHOOKS_VERIFY_OWNERSHIP", "true");
    environment.put("WEBHOOKS_METRICS", "");
    environment.put("MP_JWT_VERIFY_AUDIENCES", "partners," + Tokens.AUDIENCE);
    environment.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts());
    service = ServiceProcess.start("production", environment);
  }

  /** A public name that leads to this machine, beside those a server needs for itself. */
  private static Path hosts() throws IOException {
    String itself = InetAddress.getLocalHost().getHostName();
    return Files.writeString(
        directory.resolve("hosts"), "127.0.0.1 localhost " + itself + " inside.example\n");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://user:password@example.com/",
      })
  void a_forbidden_target_is_400(String url) {
    var reply = Api.ofNewTenant(service).post("endpoints", Requests.endpoint(URI.create(url), "*"));
    assertThat(reply.expect(400).wrongFields()).containsExactly("url");
  }

  @Test
  void a_name_that_leads_inside_is_neither_challenged_nor_sent_to() {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      URI url = URI.create("https://inside.example:" + receiver.url("/").getPort() + "/hook");
      Api api = Api.ofNewTenant(service);
      long endpoint = api.post("endpoints", Requests.endpoint(url, "*")).expect(201).id();

      JsonObject check = api.post("endpoints/" + endpoint + "/verify").data();

      assertThat(check.getString("ownership")).isEqualTo("pending");
      assertThat(check.getBoolean("answered")).isFalse();
      assertThat(check.getJsonObject("attempt").getString("error")).isEqualTo("blocked_address");
      assertThat(receiver.connectionCount()).isZero();
    }
  }

  @Test
  void a_token_for_somebody_else_does_not_hold() {
    Api nobody = Api.anonymous(service);
    nobody.as(Tokens.ofNewTenant()).get("webhooks").expect(200);
    nobody.as(Tokens.ofNewTenant().audience("partners")).get("webhooks").expect(200);
    ErrorsIT.requireEnvelope(
        nobody.as(Tokens.ofNewTenant().audience("elsewhere")).get("webhooks").expect(401),
        "unauthorized");
  }

  @Test
  void too_many_requests_are_told_when_to_come_again() {
    Api api = Api.ofNewTenant(service);
    Reply first = api.get("webhooks").expect(200);
    assertThat(first.findHeader("X-RateLimit-Limit")).contains("2");
    assertThat(first.findHeader("X-RateLimit-Remaining")).contains("1");
    Reply refused = Deadline.ofSeconds(30).get(() -> refusal(api), "a refusal");
    ErrorsIT.requireEnvelope(refused, "rate_limited");
    assertThat(refused.findHeader("Retry-After")).contains("1");
    assertThat(refused.findHeader("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.findHeader("X-RateLimit-Reset")).isPresent();
    Api.ofNewTenant(service).get("webhooks").expect(200);
  }

  @Test
  void metrics_are_shown_only_where_they_are_asked_for() {
    Reply reply = Api.anonymous(service).get("../../prometheus");
    ErrorsIT.requireEnvelope(reply.expect(404), "not_found");
  }

  /** Eight at once are more than two, however slow the machine is. */
  private static Optional<Reply> refusal(Api api) {
    Callable<Reply> call = () -> api.get("webhooks");
    return AtOnce.call(Collections.nCopies(8, call)).stream()
        .filter(reply -> reply.status() == 429)
        .findFirst();
  }
}
