package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventEnvelopeTest {

  @Test
  void the_published_example_comes_out_byte_for_byte() {
    byte[] body =
        EventEnvelope.write(
            "evt_01HQKZ7N3BXYZ0123456789ABC",
            "payment.succeeded",
            Instant.parse("2025-01-16T08:19:55Z"),
            false,
            "client_01HQKZ0000000000000000000A",
            utf8(
                "{\"object\":{\"id\":\"txn_01HQKZ0000000000000000000B\","
                    + "\"object\":\"transaction\",\"amount\":10000,\"currency\":\"USD\","
                    + "\"status\":\"SUCCESS\",\"merchant_ref\":\"ORDER-2025-001\"}}"));
    assertThat(body)
        .hasSize(373)
        .asString(UTF_8)
        .startsWith("{\"id\":\"evt_01HQKZ7N3BXYZ0123456789ABC\",\"object\":\"event\",\"type\":")
        .contains("\"created\":\"2025-01-16T08:19:55Z\",\"livemode\":false,\"api_key_id\":")
        .endsWith("\"merchant_ref\":\"ORDER-2025-001\"}},\"api_version\":\"2024-01-01\"}");
  }

  @Test
  void data_is_taken_over_byte_for_byte_and_names_are_escaped() {
    String data = "{ \"z\" : 1.0e5 ,\n \"a\":\"\\u00e9é\" }";
    byte[] body =
        EventEnvelope.write(
            "e", "a\"b", Instant.parse("2025-01-16T08:19:00.25Z"), true, null, utf8(data));
    assertThat(EventEnvelope.dataIn(body).orElseThrow()).asString(UTF_8).isEqualTo(data);
    assertThat(body)
        .asString(UTF_8)
        .isEqualTo(
            "{\"id\":\"e\",\"object\":\"event\",\"type\":\"a\\\"b\","
                + "\"created\":\"2025-01-16T08:19:00.250Z\",\"livemode\":true,"
                + "\"api_key_id\":null,\"data\":"
                + data
                + ",\"api_version\":\"2024-01-01\"}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
