package dev.webhooks.jaxrs.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.WebhookVerifier;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The build runs these tests twice: on Jersey, and with RESTEasy in its place. */
@Tag("any-runtime")
class VerifiedWebhookFilterTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant SIGNED_AT = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  private static ReceiverServer receiver;

  @BeforeAll
  static void start() {
    receiver =
        new ReceiverServer(
            PaymentsResource.CLASSES,
            new VerifiedWebhookFeature(
                WebhookVerifier.standardWebhooks().secret(SECRET).clock(() -> SIGNED_AT).build(),
                WebhookVerifier.ePaySe().secret(SECRET).clock(() -> SIGNED_AT).build()));
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  private static Map<String, String> signed(
      SignatureScheme scheme, String secret, Instant at, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    Signer.of(new LinkedHashSet<>(List.of(scheme)), List.of(SigningSecret.of(secret)))
        .sign(ID, at.getEpochSecond(), body, headers::put);
    return headers;
  }

  private static Map<String, String> signed(byte[] body) {
    return signed(SignatureScheme.STANDARD, SECRET, SIGNED_AT, body);
  }

  private static void assertRefused(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Webhook-Signature");
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"unauthorized\",\"reason\":\"" + reason + "\"}");
  }

  @Test
  void the_published_vector_is_let_in_with_its_id_its_time_and_the_same_bytes() {
    HttpResponse<String> answer =
        receiver.post(
            "/verified",
            BODY,
            Map.of(
                "webhook-id", ID,
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(ID + " 2021-02-25T15:02:10Z " + HexFormat.of().formatHex(BODY));
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARD", "EPAYSE"})
  void any_of_the_verifiers_is_enough(SignatureScheme scheme) {
    HttpResponse<String> answer =
        receiver.post("/verified", BODY, signed(scheme, SECRET, SIGNED_AT, BODY));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith(scheme == SignatureScheme.STANDARD ? ID : "null ");
  }

  @Test
  void bytes_that_are_no_text_arrive_unchanged() {
    byte[] body = new byte[70_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }

    assertThat(receiver.post("/verified", body, signed(body)).body())
        .endsWith(HexFormat.of().formatHex(body));
  }

  @Test
  void an_empty_body_is_verified_too() {
    assertThat(receiver.post("/verified", new byte[0], signed(new byte[0])).statusCode())
        .isEqualTo(200);
    assertRefused(receiver.post("/verified", new byte[0], signed(BODY)), "no_match");
  }

  @Test
  void a_changed_body_is_refused() {
    byte[] changed = "{\"test\": 2432232315}".getBytes(UTF_8);

    assertRefused(receiver.post("/verified", changed, signed(BODY)), "no_match");
  }

  @Test
  void a_changed_header_is_refused() {
    Map<String, String> headers = signed(BODY);
    headers.put("webhook-id", "msg_other");

    assertRefused(receiver.post("/verified", BODY, headers), "no_match");
  }

  @Test
  void another_secret_is_refused() {
    Map<String, String> headers =
        signed(SignatureScheme.STANDARD, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", SIGNED_AT, BODY);

    assertRefused(receiver.post("/verified", BODY, headers), "no_match");
  }

  @ParameterizedTest
  @CsvSource({
    "-301, timestamp_too_old",
    "301, timestamp_too_new",
  })
  void a_signature_of_another_time_is_refused(long seconds, String reason) {
    Instant at = SIGNED_AT.plusSeconds(seconds);

    for (SignatureScheme scheme : List.of(SignatureScheme.STANDARD, SignatureScheme.EPAYSE)) {
      assertRefused(receiver.post("/verified", BODY, signed(scheme, SECRET, at, BODY)), reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"-300", "300"})
  void five_minutes_either_way_are_tolerated(long seconds) {
    Instant at = SIGNED_AT.plusSeconds(seconds);

    assertThat(
            receiver
                .post("/verified", BODY, signed(SignatureScheme.STANDARD, SECRET, at, BODY))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_unsigned_request_is_refused() {
    assertRefused(receiver.post("/verified", BODY, Map.of()), "missing_header");
  }

  @Test
  void a_body_may_have_a_mebibyte_and_no_more() {
    byte[] largest = new byte[1024 * 1024];
    byte[] larger = new byte[1024 * 1024 + 1];

    assertThat(receiver.post("/verified", largest, signed(largest)).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = receiver.postChunked("/verified", larger, signed(larger));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"payload_too_large\",\"reason\":\"more than 1048576 bytes\"}");
  }

  @Test
  void the_limit_can_be_set_and_holds_with_and_without_a_length() {
    try (ReceiverServer small =
        new ReceiverServer(PaymentsResource.CLASSES, standard().withMaxBodyBytes(BODY.length))) {
      assertThat(small.postChunked("/verified", BODY, signed(BODY)).statusCode()).isEqualTo(200);
      byte[] larger = new byte[BODY.length + 1];
      assertThat(small.postChunked("/verified", larger, signed(larger)).statusCode())
          .isEqualTo(413);
      assertThat(small.post("/verified", larger, signed(larger)).statusCode()).isEqualTo(413);
    }
  }

  @VerifiedWebhook
  abstract static class VerifiedResource {}

  @Path("inheriting")
  public static class InheritingResource extends VerifiedResource {
    @POST
    public String receive(byte[] body) {
      return "let in";
    }
  }

  @Test
  void a_resource_is_protected_by_the_annotation_of_its_superclass() {
    try (ReceiverServer receiver =
        new ReceiverServer(Set.of(InheritingResource.class), standard())) {
      assertRefused(receiver.post("/inheriting", BODY, Map.of()), "missing_header");
      assertThat(receiver.post("/inheriting", BODY, signed(BODY)).body()).isEqualTo("let in");
    }
  }

  private static VerifiedWebhookFeature standard() {
    return new VerifiedWebhookFeature(
        WebhookVerifier.standardWebhooks().secret(SECRET).clock(() -> SIGNED_AT).build());
  }

  @Test
  void the_annotation_protects_wherever_it_stands() {
    try (ReceiverServer receiver = new ReceiverServer(Places.RESOURCES, standard())) {
      for (String path :
          List.of(
              "/class-of-annotated-interface",
              "/class-of-interface-with-annotated-method",
              "/class-of-generic-interface",
              "/overridden-method",
              "/locating/class",
              "/locating/method",
              "/locating/locator",
              "/locating/locator/deeper/deeper",
              "/locating-type/sub",
              "/annotated-locating/sub",
              "/class-of-locating-interface/sub")) {
        assertThat(receiver.post(path, BODY, Map.of()).statusCode()).as(path).isEqualTo(401);
        assertThat(receiver.post(path, BODY, signed(BODY)).body()).as(path).isEqualTo("let in");
      }
    }
  }

  @Test
  void what_stands_beside_the_annotation_is_left_alone() {
    try (ReceiverServer receiver = new ReceiverServer(Places.RESOURCES, standard())) {
      for (String path :
          List.of("/class-of-interface-with-annotated-method/open", "/locating/open")) {
        assertThat(receiver.post(path, BODY, Map.of()).body()).as(path).isEqualTo("let in");
      }
    }
  }

  @VerifiedWebhook
  public static class VerifiedApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(OpenResource.class);
    }

    @Override
    public Set<Object> getSingletons() {
      return Set.of(standard());
    }
  }

  @Path("any")
  public static class OpenResource {
    @POST
    public String receive(byte[] body) {
      return "let in";
    }
  }

  @Test
  void an_annotated_application_protects_every_resource() {
    try (ReceiverServer receiver = new ReceiverServer(new VerifiedApplication())) {
      assertProtected(receiver);
    }
  }

  static void assertProtected(ReceiverServer receiver) {
    assertThat(receiver.post("/any", BODY, Map.of()).statusCode()).isEqualTo(401);
    assertThat(receiver.post("/any", BODY, signed(BODY)).body()).isEqualTo("let in");
  }

  @Test
  void another_feature_may_register_ours() {
    Feature outer =
        context -> {
          context.register(standard());
          return true;
        };
    try (ReceiverServer receiver = new ReceiverServer(PaymentsResource.CLASSES, outer)) {
      assertThat(receiver.post("/verified", BODY, signed(BODY)).statusCode()).isEqualTo(200);
      assertThat(receiver.post("/verified", BODY, Map.of()).statusCode()).isEqualTo(401);
    }
  }

  @VerifiedWebhook
  @Path("senders")
  public static class SendersResource {
    @POST
    @Path("bank")
    @VerifiedWebhook("bank")
    public String bank(byte[] body) {
      return "let in";
    }

    @POST
    public String others(byte[] body) {
      return "let in";
    }
  }

  @Test
  void the_nearest_annotation_says_which_sender_is_let_in() {
    String bankSecret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    Map<String, String> fromBank = signed(SignatureScheme.STANDARD, bankSecret, SIGNED_AT, BODY);
    VerifiedWebhookFeature senders =
        standard()
            .withSender(
                "bank",
                WebhookVerifier.standardWebhooks()
                    .secret(bankSecret)
                    .clock(() -> SIGNED_AT)
                    .build())
            .withMaxBodyBytes(BODY.length);
    try (ReceiverServer receiver = new ReceiverServer(Set.of(SendersResource.class), senders)) {
      assertThat(receiver.post("/senders/bank", BODY, fromBank).body()).isEqualTo("let in");
      assertRefused(receiver.post("/senders/bank", BODY, signed(BODY)), "no_match");
      assertThat(receiver.post("/senders", BODY, signed(BODY)).body()).isEqualTo("let in");
      assertRefused(receiver.post("/senders", BODY, fromBank), "no_match");
      byte[] larger = new byte[BODY.length + 1];
      assertThat(receiver.post("/senders/bank", larger, fromBank).statusCode()).isEqualTo(413);
    }
  }

  @Path("ambiguous")
  public static class AmbiguousLocators {
    @Path("ours")
    @VerifiedWebhook
    public OpenResource ours() {
      return new OpenResource();
    }

    @Path("bank")
    @VerifiedWebhook("bank")
    public OpenResource bank() {
      return new OpenResource();
    }
  }

  @Test
  void senders_of_locators_that_cannot_be_told_apart_are_refused() {
    VerifiedWebhookFeature senders =
        standard().withSender("bank", WebhookVerifier.ePaySe().secret(SECRET).build());
    try (ReceiverServer receiver = new ReceiverServer(Set.of(AmbiguousLocators.class), senders)) {
      assertThat(receiver.post("/ambiguous/ours", BODY, signed(BODY)).statusCode()).isEqualTo(500);
      assertThat(receiver.post("/ambiguous/bank", BODY, signed(BODY)).statusCode()).isEqualTo(500);
    }
  }

  private static byte[] event(String type, String data) {
    return ("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\""
            + type
            + "\",\"created\":\"2025-01-16T08:19:55Z\",\"livemode\":false,\"api_key_id\":null,"
            + "\"data\":{\"object\":"
            + data
            + "},\"api_version\":\"2024-01-01\"}")
        .getBytes(UTF_8);
  }

  @Test
  void a_challenge_is_answered_without_the_resource() {
    String data = "{\"object\":\"verification\",\"challenge\":\"t0k_e-n\"}";
    byte[] challenge = event("endpoint.verification", data);

    HttpResponse<String> answer = receiver.post("/verified", challenge, signed(challenge));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"challenge\":\"t0k_e-n\"}");
    assertRefused(receiver.post("/verified", challenge, signed(BODY)), "no_match");
    assertRefused(receiver.post("/verified", challenge, Map.of()), "missing_header");
  }

  @Test
  void an_event_that_only_looks_like_a_challenge_reaches_the_resource() {
    byte[] inner =
        event("payment.succeeded", "{\"type\":\"endpoint.verification\",\"challenge\":\"x\"}");

    assertThat(receiver.post("/verified", inner, signed(inner)).body())
        .endsWith(HexFormat.of().formatHex(inner));
  }

  @Test
  void resources_without_the_annotation_are_left_alone() {
    assertThat(receiver.post("/open", BODY, Map.of()).body()).isEqualTo("open 20");
  }

  @Test
  void a_receiver_needs_a_verifier_and_room() {
    assertThatIllegalArgumentException().isThrownBy(VerifiedWebhookFeature::new);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new VerifiedWebhookFeature(WebhookVerifier.ePaySe().secret(SECRET).build())
                    .withMaxBodyBytes(0));
  }
}
