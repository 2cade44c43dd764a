package dev.webhooks.ejb.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.endpoint.OlderKeys.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
  private final List<Long> asked = new ArrayList<>();

  private Step step(long after) {
    asked.add(after);
    return after < 30 ? new Step(after + 10, 9) : new Step(0, 0);
  }

  @Test
  void a_run_goes_on_behind_the_last_one_until_there_is_none() {
    assertThat(new KeyRotationRun(this::step, () -> true).run()).isEqualTo(27);
    assertThat(asked).containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void a_run_that_is_told_to_stop_stops_after_its_step() {
    assertThat(new KeyRotationRun(this::step, () -> asked.size() < 2).run()).isEqualTo(18);
    assertThat(asked).containsExactly(0L, 10L);
  }

  @Test
  void the_end_is_noticed_once() {
    KeyRotation rotation = new KeyRotation();
    assertThat(rotation.findUnderOlderKeys()).isEmpty();
    assertThat(rotation.saw(3)).isFalse();
    assertThat(rotation.findUnderOlderKeys()).hasValue(3);
    assertThat(rotation.saw(0)).isTrue();
    assertThat(rotation.saw(0)).isFalse();
    assertThat(rotation.saw(1)).isFalse();
    assertThat(rotation.saw(0)).isTrue();
  }
}
