package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeupMessageTest {
  @Test
  void messages_as_long_as_they_may_be_are_read_back() {
    var endpoints = LongStream.rangeClosed(1, 5_000).boxed().collect(Collectors.toSet());
    var read = new HashSet<Long>();
    for (String text : WakeupMessage.split("node-1", endpoints)) {
      assertThat(text).hasSizeLessThan(8_000);
      WakeupMessage.parse(text).ifPresent(message -> read.addAll(message.endpoints()));
    }
    assertThat(read).isEqualTo(endpoints);
  }

  @Test
  void the_sender_is_told() {
    assertThat(WakeupMessage.parse("node-1 3,1"))
        .contains(new WakeupMessage("node-1", Set.of(1L, 3L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "node-1",
        "node-1 ",
        "node-1 1,",
        "node-1 1 2",
        "node-1 x",
        "a 99999999999999999999"
      })
  void what_others_say_on_the_channel_is_passed_over(String text) {
    assertThat(WakeupMessage.parse(text)).isEmpty();
  }
}
