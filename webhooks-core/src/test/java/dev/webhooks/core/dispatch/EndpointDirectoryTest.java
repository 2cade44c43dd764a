package dev.webhooks.core.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointDirectoryTest {
  private final Endpoint endpoint =
      Endpoint.builder(1, URI.create("https://example.com/hook")).types("*").build();
  private final EndpointDirectory directory =
      new EndpointDirectory(RegisteredEndpoints.of(endpoint));
  private final Event event =
      new Event(
          "evt_1", endpoint.tenant(), "payment.made", true, Set.of(), "{}".getBytes(UTF_8), null);

  @Test
  void an_event_that_comes_before_the_first_refresh_is_owed_to_its_endpoint_all_the_same() {
    assertThat(directory.matching(event)).extracting(Endpoint::id).containsExactly(1L);
  }

  @Test
  void so_is_one_that_is_only_asked_about() {
    assertThat(directory.explain(event)).hasSize(1);
    assertThat(directory.isSubscribed(endpoint.tenant(), "payment.made")).isTrue();
  }
}
