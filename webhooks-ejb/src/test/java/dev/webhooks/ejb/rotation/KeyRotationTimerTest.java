package dev.webhooks.ejb.rotation;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class KeyRotationTimerTest {

  /** Servers end timers whose method fails twice in a row. Without anything, it fails at once. */
  @Test
  void a_look_that_fails_does_not_end_the_timer() {
    var timer = new KeyRotationTimer(null, null, null, null);
    assertThatCode(timer::look).doesNotThrowAnyException();
    assertThatCode(timer::look).doesNotThrowAnyException();
  }
}
