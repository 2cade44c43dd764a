package dev.webhooks.war.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.spi.LoggedEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventAnswerTest {
  private static final Instant EIGHT = Instant.parse("2026-01-15T08:00:00Z");
  private static final String HEAD =
      "{\"id\":\"evt_1\",\"type\":\"payment.failed\",\"livemode\":false,\"channels\":[],"
          + "\"deliveries\":2,\"created_at\":\"2026-01-15T08:00:00Z\",\"transaction_id\":null,";

  private static LoggedEvent event(byte @Nullable [] body) {
    return new LoggedEvent(5, "evt_1", "payment.failed", false, Set.of(), EIGHT, 2, null, body);
  }

  @Test
  void data_is_shown_byte_for_byte_as_it_was_published() {
    String data =
        "{ \"b\":1.10, \"a\":1e5,\n \"z\":-0, \"object\" : {\"half\":\"\\ud800\",\"s\":\"\\/é\"} }";
    byte[] body =
        EventEnvelope.write(
            "evt_1", "payment.failed", EIGHT.minusSeconds(60), false, "c", data.getBytes(UTF_8));

    assertThat(EventAnswer.whole(event(body)))
        .hasToString(
            HEAD
                + "\"created\":\"2026-01-15T07:59:00Z\",\"api_key_id\":\"c\","
                + "\"content_removed\":false,\"data\":"
                + data
                + "}");
  }

  @Test
  void of_a_bank_transaction_it_is_the_whole_body() {
    String body = "{\"id\":7,\"transferAmount\":1.50,\"content\":\"a/b\"}";

    assertThat(EventAnswer.whole(event(body.getBytes(UTF_8))))
        .hasToString(
            HEAD
                + "\"created\":\"2026-01-15T08:00:00Z\",\"api_key_id\":null,"
                + "\"content_removed\":false,\"data\":"
                + body
                + "}");
  }

  @Test
  void it_is_null_once_it_was_removed() {
    assertThat(EventAnswer.whole(event(null)))
        .hasToString(
            HEAD
                + "\"created\":\"2026-01-15T08:00:00Z\",\"api_key_id\":null,"
                + "\"content_removed\":true,\"data\":null}");
  }
}
