package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import dev.webhooks.it.support.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself, byte by byte: codings, lengths, origins, paths. */
class ApiHygieneIT {
  private static final String EVENT =
      "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{}}}";
  private static final String MANY_EVENTS =
      "[" + String.join(",", Collections.nCopies(50, EVENT)) + "]";

  private final ServiceProcess service = SharedService.get();
  private final String token = Tokens.all("hygiene-" + System.nanoTime()).sign();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void a_large_answer_is_compressed_for_whoever_takes_gzip() throws Exception {
    var answer = publish(MANY_EVENTS, "Accept-Encoding", "br, gzip");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    String text = unzipped(answer.body());
    assertThat(text).startsWith("{\"status\":\"success\"").contains("evt_");
    assertThat(answer.body().length).isLessThan(text.length());
  }

  @Test
  void a_small_answer_and_one_for_others_is_not_compressed() throws Exception {
    var small = publish(EVENT, "Accept-Encoding", "gzip");
    var unasked = publish(MANY_EVENTS, "Accept-Encoding", "gzip;q=0");
    for (HttpResponse<byte[]> answer : java.util.List.of(small, unasked)) {
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(text(answer)).startsWith("{\"status\":\"success\"");
    }
  }

  @Test
  void a_body_without_a_length_is_read() throws Exception {
    var answer = send(json("events").POST(chunked(EVENT)));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
  }

  @Test
  void a_body_without_a_length_is_limited_by_what_arrives() throws Exception {
    var answer = send(json("events").POST(chunked("[" + " ".repeat(2 << 20) + "]")));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(text(answer)).contains("\"payload_too_large\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson"})
  void a_compressed_body_is_refused(String mediaType) throws Exception {
    var answer =
        send(
            request("events")
                .header("Content-Type", mediaType)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(EVENT)));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(text(answer)).contains("\"unsupported_media_type\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS"})
  void pages_of_other_origins_are_let_in_nowhere(String method) throws Exception {
    var answer =
        send(
            request("webhooks")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .method(method, BodyPublishers.noBody()));
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void a_head_request_is_answered_as_get_without_the_body() throws Exception {
    var answer = send(request("webhooks").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void who_accepts_no_json_is_told_so_in_json() throws Exception {
    var answer = send(request("webhooks").header("Accept", "text/xml").GET());
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(text(answer)).contains("\"not_acceptable\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhooks/%2e%2e%2f%2e%2e",
        "webhooks/1%2F2",
        "webhooks/-1",
        "webhooks/99999999999999999999",
        "webhooks/%F0%9F%92%A9",
        "/webhooks",
        "events/%20",
        "deliveries/dlv_%27%3B--",
        "recoveries/%3Cscript%3E",
        "WEB-INF/web.xml"
      })
  void a_strange_path_is_just_not_found(String path) throws Exception {
    var answer = send(request(path).GET());
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(404);
    assertThat(text(answer)).contains("\"not_found\"").doesNotContain("<script>");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
  }

  /** Behind a proxy that ends TLS the service knows neither its own scheme nor its name. */
  @ParameterizedTest
  @ValueSource(strings = {"", "portal"})
  void people_are_led_to_the_portal_without_naming_a_scheme_or_host(String path) throws Exception {
    var answer = send(HttpRequest.newBuilder(service.uri().resolve(path)).GET());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains("portal/");
  }

  @Test
  void the_portal_loads_nothing_from_elsewhere() throws Exception {
    var portal = send(HttpRequest.newBuilder(service.uri().resolve("portal/")).GET());
    assertThat(portal.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(text(portal))
        .doesNotContain("://")
        .doesNotContain("style=")
        .doesNotContainPattern("<script(?! src=)")
        .doesNotContainPattern("\\son[a-z]+=");
  }

  private HttpResponse<byte[]> publish(String body, String header, String value)
      throws IOException, InterruptedException {
    return send(json("events").header(header, value).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.uri() + "api/v1/" + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static BodyPublisher chunked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String unzipped(byte[] body) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
