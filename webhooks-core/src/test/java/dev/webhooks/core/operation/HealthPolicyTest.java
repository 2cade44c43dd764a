package dev.webhooks.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.operation.HealthPolicy.Step;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthPolicyTest {

  @ParameterizedTest
  @CsvSource({
    // hours without success, told before, accepted now, step
    "  0, false, false, NONE",
    " 59, false, false, NONE",
    " 60, false, false, ANNOUNCE",
    " 60, true,  false, NONE",
    "119, true,  false, NONE",
    "120, true,  false, DISABLE",
    "120, false, false, DISABLE",
    "  0, false, true,  CLEAR",
    "119, true,  true,  CLEAR",
    "999, true,  true,  CLEAR",
  })
  void a_failing_endpoint_is_told_of_then_disabled_unless_it_accepts(
      int hours, boolean announced, boolean accepted, Step step) {
    var failing = new Failing(1, Instant.EPOCH, Duration.ofHours(hours), announced);
    assertThat(HealthPolicy.DEFAULT.next(failing, accepted)).isEqualTo(step);
  }

  @Test
  void a_healthy_endpoint_begins_to_fail_with_its_first_failure() {
    assertThat(HealthPolicy.DEFAULT.next(null, false)).isEqualTo(Step.BEGIN);
    assertThat(HealthPolicy.DEFAULT.next(null, true)).isEqualTo(Step.NONE);
  }
}
