package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Event;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventRequest;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishing in bulk, and the log of events. */
class LogIT extends TenantSuite {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  private static EventRequest event(String id) {
    return Examples.event("payment.succeeded", "ORDER").withId(id);
  }

  private void publish(String id) {
    assertThat(client.events().publish(event(id)).id()).isEqualTo(id);
  }

  @Test
  void lines_are_published_one_by_one_and_answered_in_order() {
    String line =
        "{\"id\":\"e%d\",\"type\":\"payment.failed\",\"livemode\":false,\"data\":{\"object\":{}}}";
    String lines =
        IntStream.range(0, 1200)
            .mapToObj(i -> i == 700 ? "no json" : line.formatted(i))
            .collect(Collectors.joining("\n", "\n", "\n\n"));

    List<JsonObject> results = api.post("events", "application/x-ndjson", lines).expect(202).list();

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
    Event read = client.events().get("readable");
    assertThat(read.data()).isEqualTo(event("x").data());
    assertThat(read.type()).isEqualTo("payment.succeeded");
    assertThat(read.livemode()).isFalse();
    assertThat(read.contentRemoved()).isFalse();
    assertThat(read.apiKeyId()).isEqualTo("user-of-" + token.tenant());

    client.events().expungeContent("readable");

    Event removed = client.events().get("readable");
    assertThat(removed.data()).isNull();
    assertThat(removed.contentRemoved()).isTrue();
    assertThat(client.events().deliveries("readable")).isEmpty();
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> client.events().expungeContent("nothing"));
  }

  @Test
  void pages_of_events_are_newest_first_and_stable_under_inserts() {
    for (int i = 0; i < 5; i++) {
      publish("page" + i);
    }
    EventQuery query = EventQuery.all().withLimit(2);
    CursorPage<Event> first = client.events().page(query);
    publish("later");
    CursorPage<Event> second = client.events().page(query.after(first.nextCursor()));
    CursorPage<Event> third = client.events().page(query.after(second.nextCursor()));

    assertThat(first.items()).extracting(Event::id).containsExactly("page4", "page3");
    assertThat(second.items()).extracting(Event::id).containsExactly("page2", "page1");
    assertThat(third.items()).extracting(Event::id).containsExactly("page0");
    assertThat(third.nextCursor()).isNull();
  }

  @Test
  void events_are_filtered_by_type_and_time() {
    publish("filtered");
    assertThat(ids(EventQuery.all().ofType("payment.succeeded"))).containsExactly("filtered");
    assertThat(ids(EventQuery.all().ofType("payment.failed"))).isEmpty();
    assertThat(ids(EventQuery.all().between(null, PAST))).isEmpty();
    assertThat(ids(EventQuery.all().between(PAST, FUTURE))).containsExactly("filtered");
  }

  private List<String> ids(EventQuery query) {
    return client.events().stream(query).map(Event::id).toList();
  }
}
