package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishing in bulk, and the log of events. */
class LogIT {
  private final ServiceProcess service = SharedService.get();
  private final Api api = Api.ofNewTenant(service);

  private static JsonObject event(String id) {
    return Fields.with(Requests.event("payment.succeeded", "ORDER"), "id", id);
  }

  private String publish(String id) {
    return api.post("events", event(id)).expect(202).data().getString("id");
  }

  @Test
  void lines_are_published_one_by_one_and_answered_in_order() {
    String lines =
        IntStream.range(0, 1200)
            .mapToObj(i -> i == 700 ? "no json" : event("e" + i).toString())
            .collect(Collectors.joining("\n", "\n", "\n\n"));
    Reply reply = api.post("events", "application/x-ndjson", lines).expect(202);
    List<JsonObject> results = reply.list();
    assertThat(results).hasSize(1200);
    assertThat(results.get(700).getString("error")).isEqualTo("validation_error");
    assertThat(results.get(1199).getJsonObject("data").getString("id")).isEqualTo("e1199");
    assertThat(api.post("events", "application/x-ndjson", lines).list()).isEqualTo(results);
  }

  @Test
  void an_array_has_at_most_a_thousand_items_and_no_key() {
    String items =
        IntStream.range(0, 1001).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
    assertThat(api.post("events", items).expect(400).wrongFields()).containsExactly("body");
    assertThat(api.header("Idempotency-Key", "k").post("events", "[{}]").expect(400).wrongFields())
        .containsExactly("Idempotency-Key");
  }

  @Test
  void an_event_is_read_with_its_content_until_that_is_removed() {
    publish("readable");
    JsonObject read = api.get("events/readable").expect(200).data();
    assertThat(read.getJsonObject("data")).isEqualTo(event("x").getJsonObject("data"));
    assertThat(read.getBoolean("livemode")).isFalse();
    api.delete("events/readable/content").expect(200);
    JsonObject removed = api.get("events/readable").expect(200).data();
    assertThat(removed.isNull("data")).isTrue();
    assertThat(removed.getBoolean("content_removed")).isTrue();
    assertThat(api.get("events/readable/deliveries").expect(200).list()).isEmpty();
    api.delete("events/nothing/content").expect(404);
  }

  @Test
  void pages_of_events_are_newest_first_and_stable_under_inserts() {
    for (int i = 0; i < 5; i++) {
      publish("page" + i);
    }
    Reply first = api.get("events?limit=2").expect(200);
    publish("later");
    String cursor = first.json().getJsonObject("meta").getString("next_cursor");
    Reply second = api.get("events?limit=2&cursor=" + cursor).expect(200);
    assertThat(ids(first)).containsExactly("page4", "page3");
    assertThat(ids(second)).containsExactly("page2", "page1");
  }

  @Test
  void events_are_filtered_by_type_and_time() {
    publish("filtered");
    assertThat(ids(api.get("events?type=payment.succeeded"))).containsExactly("filtered");
    assertThat(ids(api.get("events?type=payment.failed"))).isEmpty();
    assertThat(ids(api.get("events?to=2020-01-01T00:00:00Z"))).isEmpty();
    assertThat(ids(api.get("events?from=2020-01-01T00:00:00Z"))).containsExactly("filtered");
  }

  private static List<String> ids(Reply reply) {
    return reply.expect(200).list().stream().map(event -> event.getString("id")).toList();
  }
}
