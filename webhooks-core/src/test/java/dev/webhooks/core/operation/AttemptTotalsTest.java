package dev.webhooks.core.operation;

import static dev.webhooks.core.operation.Outcomes.accepted;
import static dev.webhooks.core.operation.Outcomes.cancelled;
import static dev.webhooks.core.operation.Outcomes.exhausted;
import static dev.webhooks.core.operation.Outcomes.rescheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.operation.AttemptTotals.Totals;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptTotalsTest {
  private final AttemptTotals attempts = new AttemptTotals();
  private final Endpoint one = Outcomes.endpoint(1);
  private final Endpoint two = Outcomes.endpoint(2);

  @Test
  void attempts_count_by_result_and_deliveries_by_how_they_ended_over_all_endpoints() {
    attempts.recorded(List.of(accepted(one), rescheduled(one), exhausted(two, 1)));
    attempts.recorded(List.of(cancelled(one), accepted(two)));

    Totals totals = attempts.totals();
    assertThat(totals.succeeded()).isEqualTo(2);
    assertThat(totals.failed())
        .containsOnlyKeys(ErrorClass.values())
        .containsEntry(ErrorClass.TIMEOUT, 1L)
        .containsEntry(ErrorClass.HTTP_STATUS, 1L)
        .containsEntry(ErrorClass.DNS_ERROR, 0L);
    assertThat(totals.settled())
        .isEqualTo(
            Map.of(
                DeliveryStatus.SUCCEEDED, 2L,
                DeliveryStatus.FAILED, 1L,
                DeliveryStatus.CANCELLED, 1L));
  }

  @Test
  void durations_count_in_the_first_range_whose_bound_they_do_not_exceed() {
    attempts.recorded(
        List.of(
            accepted(one, 0),
            accepted(one, 1_000),
            accepted(one, 1_001),
            accepted(one, 30_000_000),
            accepted(one, 30_000_001)));

    Totals totals = attempts.totals();
    assertThat(totals.durations()).hasSize(AttemptTotals.BOUNDS.size() + 1);
    assertThat(totals.durations().subList(0, 2)).containsExactly(2L, 1L);
    assertThat(totals.durations().subList(2, 12)).isEqualTo(Collections.nCopies(10, 0L));
    assertThat(totals.durations().subList(12, 14)).containsExactly(1L, 1L);
    assertThat(totals.total()).isEqualTo(Duration.ofNanos(60_002_002_000L));
  }
}
