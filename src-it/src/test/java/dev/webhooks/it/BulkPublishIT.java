package dev.webhooks.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of lines that are made while they are sent. */
class BulkPublishIT extends BlackBox {
  private static final int LONG_LINES = 64;

  /** Lines that are made while they are sent. */
  private static InputStream stream(int count, IntFunction<String> line) {
    Iterator<byte[]> lines =
        IntStream.range(0, count)
            .mapToObj(line)
            .map(text -> (text + "\n").getBytes(UTF_8))
            .iterator();
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          @Override
          public boolean hasMoreElements() {
            return lines.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(lines.next());
          }
        });
  }

  private static String event(String id) {
    return Fields.with(Requests.event("payment.succeeded", "ORDER"), "id", id).toString();
  }

  private List<JsonObject> publish(int count, IntFunction<String> line) {
    return api.postStream("events", "application/x-ndjson", () -> stream(count, line))
        .expect(202)
        .list();
  }

  @Test
  void a_stream_of_many_long_lines_is_answered_line_by_line() {
    String note = "x".repeat(1_000_000);
    String refused =
        "{\"type\":\"no.such\",\"livemode\":false,\"data\":{\"object\":{\"note\":\""
            + note
            + "\"}}}";

    List<JsonObject> results =
        publish(LONG_LINES, i -> i % 16 == 15 ? event("line-" + i) : refused);

    assertThat(results).hasSize(LONG_LINES);
    for (int i = 0; i < LONG_LINES; i++) {
      JsonObject result = results.get(i);
      if (i % 16 == 15) {
        assertThat(result.getJsonObject("data").getString("id")).isEqualTo("line-" + i);
      } else {
        assertThat(result.getString("error")).isEqualTo("validation_error");
        assertThat(result.getJsonObject("errors")).containsOnlyKeys("type");
      }
    }
    assertThat(api.get("events?limit=100").expect(200).list()).hasSize(LONG_LINES / 16);
  }

  @Test
  void every_line_of_a_long_stream_has_its_own_result() {
    int count = 6_000;

    List<JsonObject> results =
        publish(count, i -> i % 3 == 0 ? "{\"line\":" + i + "}" : event("line-" + i));

    assertThat(results).hasSize(count);
    for (int i = 0; i < count; i++) {
      JsonObject result = results.get(i);
      if (i % 3 == 0) {
        assertThat(result.getString("error")).isEqualTo("validation_error");
      } else {
        assertThat(result.getJsonObject("data").getString("id")).isEqualTo("line-" + i);
      }
    }
  }

  @Test
  void a_line_that_is_too_long_is_refused_and_the_others_are_not() {
    String tooLong = "{\"note\":\"" + "x".repeat(3_000_000) + "\"}";

    List<JsonObject> results = publish(3, i -> i == 1 ? tooLong : event("short-" + i));

    assertThat(results.get(0).getJsonObject("data").getString("id")).isEqualTo("short-0");
    assertThat(results.get(1).getString("error")).isEqualTo("payload_too_large");
    assertThat(results.get(2).getJsonObject("data").getString("id")).isEqualTo("short-2");
  }
}
