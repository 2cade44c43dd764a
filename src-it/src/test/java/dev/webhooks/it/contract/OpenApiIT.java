package dev.webhooks.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import dev.webhooks.it.support.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The running service and its API document say the same. */
class OpenApiIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("it.fuzz.seconds", 45));

  /** The same ones on every machine that is quick enough. */
  private static final int REQUESTS = Integer.getInteger("it.fuzz.requests", 3_000);

  private static final long SEED = Long.getLong("it.fuzz.seed", 1);

  /** So many requests, then a tenant that has nothing. */
  private static final int ROUND = 500;

  private final ServiceProcess service = SharedService.get();
  private final RawHttp http = new RawHttp(service.uri());
  private final ScriptedReceiver receiver =
      ScriptedReceiver.answering(Answer.json(200, "{\"success\":true}"));

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  private static Tokens.Token newTenant() {
    return Tokens.all("openapi-" + UUID.randomUUID());
  }

  private Tour tour(Tokens.Token token) {
    return new Tour(http, token.sign(), receiver.url("/hook"));
  }

  @Test
  void every_operation_of_the_document_succeeds_as_it_says() {
    Tour tour = tour(newTenant());
    tour.goOut();
    tour.comeHome();

    assertThat(tour.succeeded())
        .containsExactlyInAnyOrderElementsOf(
            ApiDocument.ofRepository().operations().stream().map(Operation::id).toList());
  }

  @Test
  void the_service_serves_the_document_of_this_build() throws IOException {
    Exchange served = http.send(new RawRequest("GET", "/openapi.yaml", List.of(), new byte[0]));

    assertThat(served.status()).isEqualTo(200);
    assertThat(served.text()).isEqualTo(ApiDocument.repositoryText());
  }

  @Test
  void an_answer_that_is_not_documented_is_noticed() {
    var check = new AnswerCheck(ApiDocument.ofRepository());
    var headers = Map.of("X-Request-Id", List.of("r"), "content-type", List.of("application/json"));
    String deleted = "{\"status\":\"success\",\"message\":\"Webhook deleted successfully\"}";

    assertThat(check.mismatches(answer("/webhooks/1", 200, headers, deleted))).isEmpty();
    assertThat(check.mismatches(answer("/webhooks/1", 204, headers, ""))).hasSize(1);
    assertThat(check.mismatches(answer("/webhooks/1", 200, Map.of(), deleted))).hasSize(2);
    assertThat(check.mismatches(answer("/webhooks/1", 200, headers, "{\"status\":\"error\"}")))
        .isNotEmpty();
    assertThat(
            check.mismatches(
                answer("/webhooks/1", 200, headers, deleted.replace("}", ",\"more\":1}"))))
        .hasSize(1);
    assertThat(check.mismatches(answer("/nothing", 200, headers, deleted))).hasSize(1);
    assertThat(check.mismatches(answer("/webhooks", 200, headers, deleted))).hasSize(1);
  }

  private static Exchange answer(
      String path, int status, Map<String, List<String>> headers, String body) {
    return new Exchange(
        "DELETE", "/api/v1" + path, status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * For longer, or from elsewhere: {@code -Dit.fuzz.requests=50000 -Dit.fuzz.seconds=600
   * -Dit.fuzz.seed=2}.
   */
  @Test
  void no_request_gets_an_answer_that_is_not_documented() {
    var random = new Random(SEED);
    var findings = new Findings();
    long end = System.nanoTime() + TIME.toNanos();
    int requests = 0;
    while (requests < REQUESTS && System.nanoTime() < end) {
      requests += round(random, findings, end);
    }
    System.out.println(requests + " requests were made up from seed " + SEED);

    assertThat(findings.all()).as("seed " + SEED).isEmpty();
    tour(newTenant()).goOut();
  }

  private int round(Random random, Findings findings, long end) {
    Tokens.Token token = newTenant();
    Tour tour = tour(token);
    tour.goOut();
    List<String> tokens =
        List.of(
            token.sign(),
            token.scopes("webhook:read").sign(),
            token.permissions("webhooks.view").sign(),
            token.validity(Duration.ofHours(-1)).sign(),
            token.issuer("https://other.example").sign(),
            token.signByStranger());
    var generator = new RequestGenerator(ApiDocument.ofRepository(), random, tour, tokens);
    int requests = 0;
    while (requests < ROUND && System.nanoTime() < end) {
      tryOut(generator.next(), tour, findings);
      requests++;
    }
    return requests;
  }

  private void tryOut(RawRequest request, Tour tour, Findings findings) {
    String curl = request.curl(http.host()).replaceAll("Bearer eyJ[\\w.-]+", "Bearer \\$TOKEN");
    try {
      Exchange exchange = http.send(request);
      findings.judge(request, exchange, curl);
      tour.learn(exchange);
    } catch (IOException e) {
      findings.noAnswer(e, curl);
    }
  }
}
