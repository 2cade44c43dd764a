package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksCliTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1614265330));

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void sign_prints_the_headers_of_the_published_vector() {
    assertThat(run(BODY, "sign", "--secret", SECRET, "--id", "msg_p5jXN8AQM9LWM0D4loKWxJek"))
        .isZero();
    assertThat(out())
        .isEqualToNormalizingNewlines(
            "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek\nwebhook-timestamp: 1614265330\n"
                + "webhook-signature: "
                + SIGNATURE
                + "\n");
  }

  @Test
  void verify_accepts_what_sign_prints_in_every_scheme() {
    String key =
        "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs"
            + "6Kvg==";
    assertThat(
            run(
                BODY,
                "sign",
                "--secret=" + SECRET,
                "--secret",
                key,
                "--scheme",
                "standard",
                "--scheme=sepay",
                "--scheme=epayse",
                "--scheme=standard-ed25519"))
        .isZero();
    List<String> verify = new ArrayList<>(List.of("verify", "--secret", SECRET, "--secret", key));
    out().lines().forEach(header -> verify.addAll(List.of("--header", header)));
    out.reset();
    assertThat(run(BODY, verify.toArray(String[]::new))).isZero();
    assertThat(out().lines()).hasSize(3).allMatch(line -> line.contains(": verified, signed at"));
    assertThat(run(BODY + " ", verify.toArray(String[]::new))).isEqualTo(1);
    assertThat(out()).contains("refused, NO_MATCH");
  }

  @Test
  void a_body_and_a_secret_can_come_from_files() throws IOException {
    Path body = Files.writeString(directory.resolve("body.json"), BODY);
    Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    assertThat(
            run(
                "",
                "sign",
                "--secret-file",
                secret.toString(),
                "--body",
                body.toString(),
                "--id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "--timestamp",
                "1614265330"))
        .isZero();
    assertThat(out()).contains(SIGNATURE);
    assertThat(run("", "sign", "--secret", SECRET, "--body", "/no/such/file")).isEqualTo(1);
    assertThat(err()).contains("no such file: /no/such/file");
  }

  @Test
  void verify_without_any_signature_fails() {
    assertThat(run(BODY, "verify", "--secret", SECRET, "--header", "Accept: */*")).isEqualTo(1);
    assertThat(out()).contains("none of the headers is a signature");
  }

  @Test
  void token_prints_a_token_of_the_key_in_the_data_directory() throws Exception {
    assertThat(
            run(
                "",
                "token",
                "--tenant",
                "acme",
                "--scope",
                "webhook:read,event:write",
                "--permissions",
                "webhooks.view",
                "--expires",
                "PT5M"))
        .isZero();
    String[] parts = out().strip().split("\\.");
    assertThat(DevelopmentKeyTest.json(parts[1]))
        .containsEntry("iss", DevelopmentToken.DEFAULT_ISSUER)
        .containsEntry("company_id", "acme")
        .containsEntry("scope", "webhook:read event:write")
        .containsEntry("permissions", "[webhooks.view]")
        .containsEntry("exp", "1614265630");
    assertThat(
            DevelopmentKeyTest.verifies(
                parts, DevelopmentKey.loadOrCreate(directory).publicKeyPem()))
        .isTrue();
  }

  @Test
  void a_token_has_every_scope_and_permission_unless_told_otherwise() throws Exception {
    assertThat(run("", "token", "--tenant=acme", "--data-dir", directory.resolve("d").toString()))
        .isZero();
    assertThat(DevelopmentKeyTest.json(out().strip().split("\\.")[1]))
        .containsEntry("scope", DevelopmentToken.ALL_SCOPES)
        .containsEntry("permissions", DevelopmentToken.ALL_PERMISSIONS.toString());
    assertThat(directory.resolve("d/dev-key.pem")).exists();
  }

  @Test
  void listen_prints_verifies_and_answers_by_the_script() throws Exception {
    Keys keys = Keys.of(Options.parse(List.of("--secret", SECRET), Keys.OPTIONS));
    Listener.Script script = new Listener.Script(List.of(503, 200), "{\"success\":true}");
    try (Listener listener = new Listener(keys, script, console(""))) {
      int port = listener.start("127.0.0.1", 0);
      assertThat(post(port, BODY).statusCode()).isEqualTo(503);
      assertThat(post(port, BODY + "\u001b[2J").statusCode()).isEqualTo(200);
      assertThat(post(port, BODY).body()).isEqualTo("{\"success\":true}");
      listener.awaitRequests(3);
    }
    assertThat(out())
        .contains("POST /hook?a=b", BODY, "webhook-signature: verified", "answered 503")
        .contains("webhook-signature: refused, NO_MATCH")
        .doesNotContain("\u001b");
  }

  @Test
  void listen_ends_after_as_many_requests_as_it_was_told() throws Exception {
    Thread receiver =
        new Thread(() -> run("", "listen", "--port", "0", "--count", "1", "--status", "204"));
    receiver.start();
    assertThat(post(awaitPort(), BODY).statusCode()).isEqualTo(204);
    receiver.join(10_000);
    assertThat(receiver.isAlive()).isFalse();
    assertThat(out()).contains("signatures not verified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "sign",
        "sign --secret",
        "sign --secret x",
        "sign --secret whsk_x",
        "sign --secret x --scheme md5",
        "sign --secret x --timestamp soon",
        "sign secret",
        "sign --sekret x",
        "verify --header a:b",
        "verify --secret x --header ab",
        "verify --secret x --tolerance 5m",
        "verify --public-key x",
        "token",
        "token --tenant acme --expires -PT1H",
        "listen --port 70000",
        "listen --status 99",
        "listen --count 0",
      })
  void misuse_says_what_to_do_and_exits_with_2(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(run(BODY, arguments)).isEqualTo(2);
    assertThat(err()).contains("Usage:");
    assertThat(out()).isEmpty();
  }

  @Test
  void help_lists_every_command() {
    assertThat(run("", "--help")).isZero();
    assertThat(out()).contains("token --tenant", "listen [", "sign --secret", "verify --secret");
  }

  private int awaitPort() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      String printed = out();
      int colon = printed.indexOf("127.0.0.1:");
      if (colon >= 0 && printed.indexOf('\n', colon) > 0) {
        return Integer.parseInt(printed.substring(colon + 10, printed.indexOf('\n')).strip());
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the listener did not start: " + err());
  }

  private static HttpResponse<String> post(int port, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hook?a=b"))
            .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
            .header("webhook-timestamp", "1614265330")
            .header("webhook-signature", SIGNATURE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private int run(String input, String... arguments) {
    try {
      return WebhooksCli.run(List.of(arguments), console(input));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Console console(String input) {
    return new Console(
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Map.of("WEBHOOKS_DATA_DIR", directory.toString()),
        CLOCK);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
