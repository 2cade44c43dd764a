package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.ejb.Refusal.LimitReached;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypeRulesTest {

  private static EventType type(List<String> schemas, String... examples) {
    return new EventType(
        "a.b",
        "",
        false,
        false,
        schemas.stream().map(text -> new EventType.Schema(1, text, Instant.EPOCH)).toList(),
        List.of(examples),
        Instant.EPOCH);
  }

  private static String text(int length) {
    return " ".repeat(length);
  }

  @Test
  void there_are_at_most_a_thousand_types() {
    var thousand = Collections.nCopies(1_000, type(List.of()));
    assertThatCode(() -> EventTypeRules.checkSum(thousand)).doesNotThrowAnyException();
    assertThatThrownBy(() -> EventTypeRules.checkSum(Collections.nCopies(1_001, type(List.of()))))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("at most 1000 event types");
  }

  @Test
  void of_current_schemas_the_sum_counts() {
    var one = type(List.of(text(1_500_000), text(1_000_000)));
    assertThatCode(() -> EventTypeRules.checkSum(List.of(one, one))).doesNotThrowAnyException();
    assertThatThrownBy(() -> EventTypeRules.checkSum(List.of(one, one, type(List.of(text(1))))))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("2000000 characters");
  }

  @Test
  void versions_and_examples_count_together() {
    var versions =
        Stream.concat(Collections.nCopies(19, text(1_000_000)).stream(), Stream.of("{}"));
    var old = type(versions.toList(), text(999_998));
    assertThatCode(() -> EventTypeRules.checkSum(List.of(old))).doesNotThrowAnyException();
    assertThatThrownBy(() -> EventTypeRules.checkSum(List.of(old, type(List.of(), " "))))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("20000000 characters");
  }
}
