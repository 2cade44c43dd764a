package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.war.json.InvalidRequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private final List<Integer> batches = new ArrayList<>();

  /** Items are texts; {@code bad} cannot be read, {@code conflict} is refused. */
  private final Publication<String> publication =
      new Publication<>(PublicationTest::read, this::publish, accepted -> accepted.eventId());

  private static String read(ByteBuffer item) {
    String text = StandardCharsets.UTF_8.decode(item.duplicate()).toString().strip();
    if (text.contains("bad")) {
      throw InvalidRequestException.field("type", "is bad");
    }
    return text;
  }

  private List<PublishResult> publish(List<String> items) {
    batches.add(items.size());
    if (items.contains("down")) {
      throw new IllegalStateException(new SQLTransientException("x"));
    }
    return items.stream().map(PublicationTest::result).toList();
  }

  private static PublishResult result(String item) {
    return item.contains("conflict")
        ? new PublishResult.Refused(new Refusal.Conflict("Used before", "evt_1"))
        : new PublishResult.Accepted(item, 0, 1, false);
  }

  private static String answer(Response response) {
    return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
  }

  private String published(String body) {
    return answer(PublishRequest.publish(body.getBytes(StandardCharsets.UTF_8), null, publication));
  }

  @Test
  void one_object_gets_one_answer() {
    assertThat(published("{}")).isEqualTo("{\"status\":\"success\",\"data\":{}}");
  }

  @Test
  void one_refused_object_is_the_requests_refusal() {
    assertThatThrownBy(() -> published("\"conflict\"")).hasStackTraceContaining("Used before");
    assertThatThrownBy(() -> published("\"bad\"")).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void a_list_gets_one_result_per_item_in_order() {
    assertThat(published("[1,\"bad\",2,\"conflict\",3]"))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":["
                + "{\"status\":\"success\",\"data\":1},"
                + "{\"status\":\"error\",\"error\":\"validation_error\","
                + "\"message\":\"Input data validation error\","
                + "\"errors\":{\"type\":[\"is bad\"]}},"
                + "{\"status\":\"success\",\"data\":2},"
                + "{\"status\":\"error\",\"error\":\"conflict\",\"message\":\"Used before\"},"
                + "{\"status\":\"success\",\"data\":3}]}");
    assertThat(batches).containsExactly(4);
  }

  @Test
  void a_list_without_a_sound_item_publishes_nothing() {
    assertThat(published("[\"bad\"]")).contains("validation_error");
    assertThat(published("[]")).isEqualTo("{\"status\":\"success\",\"data\":[]}");
    assertThat(batches).isEmpty();
  }

  @Test
  void a_list_has_at_most_a_thousand_items_and_no_key() {
    String many =
        IntStream.range(0, 1001).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
    assertThatThrownBy(() -> published(many)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () -> PublishRequest.publish("[1]".getBytes(StandardCharsets.UTF_8), "k", publication))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void lines_are_published_in_batches_and_answered_in_order() throws IOException {
    String lines =
        IntStream.range(0, 1203)
            .mapToObj(i -> i == 700 ? "\"bad\"" : i == 800 ? "7".repeat(100) : "  " + i + "\r")
            .collect(Collectors.joining("\n", "\n\n", "\n\n"));
    String answer = streamed(lines);
    assertThat(answer)
        .startsWith("{\"status\":\"success\",\"data\":[{\"status\":\"success\",\"data\":0}");
    assertThat(answer).endsWith(",{\"status\":\"success\",\"data\":1202}]}");
    assertThat(answer.split("\"status\":\"(success|error)\"")).hasSize(1205);
    assertThat(answer).contains("payload_too_large").contains("validation_error");
    assertThat(batches).hasSizeGreaterThan(2).allMatch(size -> size <= 500);
  }

  @Test
  void a_store_that_is_away_fails_its_batch_and_not_the_answer() throws IOException {
    assertThat(streamed("down\n")).contains("\"error\":\"unavailable\"");
  }

  @Test
  void large_results_are_spooled() throws IOException {
    String line = "1".repeat(60);
    assertThat(streamed((line + "\n").repeat(30_000))).hasSizeGreaterThan(2 << 20).endsWith("]}");
  }

  private String streamed(String lines) throws IOException {
    Response response =
        NdjsonRequest.publish(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), publication, 64);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ((StreamingOutput) response.getEntity()).write(output);
    return output.toString(StandardCharsets.UTF_8);
  }
}
