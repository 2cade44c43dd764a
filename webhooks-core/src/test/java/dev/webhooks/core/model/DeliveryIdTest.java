package dev.webhooks.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIdTest {
  @Property(tries = 300)
  void an_id_is_read_as_it_was_written(
      @ForAll @LongRange(min = 1) long number,
      @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis) {
    var id = new DeliveryId(number, Instant.ofEpochMilli(millis));

    assertThat(DeliveryId.parse(id.toString())).contains(id);
    assertThat(DeliveryId.parse(id.toString().toLowerCase())).contains(id);
  }

  @Test
  void it_looks_like_this() {
    var id = new DeliveryId(65_536, Instant.parse("2026-01-15T08:00:00.1239Z"));

    assertThat(id).hasToString("dlv_01KF0AP93V2000");
    assertThat(id.createdAt()).isEqualTo(Instant.parse("2026-01-15T08:00:00.123Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dlv_",
        "evt_01KF0AP93V2000",
        "dlv_01KF0AP93V",
        "dlv_01KF0AP93VI",
        "dlv_01KF0AP93V0",
        "dlv_01KF0AP93VZZZZZZZZZZZZZ",
        "dlv_01KF0AP93V 1",
        "dlv_01KF0AP93V\u0661"
      })
  void what_is_no_id_is_refused(String text) {
    assertThat(DeliveryId.parse(text)).isEmpty();
  }

  @Test
  void the_deliveries_of_an_event_are_a_range_of_numbers() {
    assertThat(DeliveryNumbers.of(7, 0)).isEqualTo(DeliveryNumbers.first(7));
    assertThat(DeliveryNumbers.eventOf(DeliveryNumbers.last(7))).isEqualTo(7);
    assertThat(DeliveryNumbers.first(8)).isEqualTo(DeliveryNumbers.last(7) + 1);
    assertThatThrownBy(() -> DeliveryNumbers.of(7, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
