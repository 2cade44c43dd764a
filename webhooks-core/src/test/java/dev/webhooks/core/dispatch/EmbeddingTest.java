package dev.webhooks.core.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.target.TargetPolicy;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that sends by itself relies on. */
class EmbeddingTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");

  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:embedding" + System.nanoTime(), "sa", "");
  private final RegisteredEndpoints endpoints = RegisteredEndpoints.of();
  private final WebhookSender webhooks =
      WebhookSender.builder(database, endpoints).targets(TargetPolicy.development()).start();

  @AfterEach
  void stop() {
    webhooks.close();
    database.dispose();
  }

  private int owed(String id) {
    var event = new Event(id, "default", "a.b", true, Set.of(), "{}".getBytes(UTF_8), null);
    var publication = webhooks.publish(List.of(EventToPublish.of(event))).get(0);
    return ((Publication.Stored) publication).deliveries();
  }

  @Test
  void a_change_of_an_endpoint_counts_for_the_next_event() {
    assertThat(owed("evt_1")).isZero();
    endpoints.put(Endpoint.builder(1, NOBODY).build());
    assertThat(owed("evt_2")).isEqualTo(1);
    endpoints.put(Endpoint.builder(1, NOBODY).status(EndpointStatus.DISABLED).build());
    assertThat(owed("evt_3")).isZero();
    endpoints.put(Endpoint.builder(2, NOBODY).build());
    assertThat(owed("evt_4")).isEqualTo(1);
    endpoints.remove(2);
    assertThat(owed("evt_5")).isZero();
  }

  @Test
  void nothing_is_published_after_the_sender_was_closed() {
    webhooks.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> webhooks.publish("a.b", "{}"))
        .withMessage("The sender was closed");
    assertThatIllegalStateException().isThrownBy(() -> owed("evt_1"));
  }

  @Test
  void closing_again_does_nothing() {
    var calls = new AtomicInteger();
    var counted =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  calls.incrementAndGet();
                  return method.invoke(database, arguments);
                });
    var sender = WebhookSender.builder(counted, endpoints).start();
    sender.close();
    int before = calls.get();

    sender.close();

    assertThat(calls).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{oops", "{},\"type\":\"b\"", "{} {}", "{\"a\":1,\"a\":2}", "'a'"})
  void what_is_no_json_is_not_published(String data) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> webhooks.publish("a.b", data))
        .withMessageStartingWith("An event's data must be one JSON value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "5", "\"text\"", "null", " [1] "})
  void any_json_value_is_published(String data) {
    assertThat(webhooks.publish("a.b", data)).startsWith("evt_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "é"})
  void what_is_no_type_is_not_published(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> webhooks.publish(type, "{}"))
        .withMessageStartingWith("An event's type has 1 to 128");
  }
}
