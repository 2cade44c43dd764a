package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.jdbc.ArrivalHorizon.Observation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrivalHorizonTest {
  private ArrivalHorizon horizon = ArrivalHorizon.first(new Observation(100, Set.of()));

  /** The next look: the sequence's value and the transactions in progress. */
  private long look(long lastNumber, Long... inProgress) {
    horizon = horizon.next(new Observation(lastNumber, Set.of(inProgress)));
    return horizon.readAfter();
  }

  @Test
  void without_open_transactions_each_look_reads_what_was_drawn_since_the_one_before() {
    assertThat(look(110)).isEqualTo(100);
    assertThat(look(110)).isEqualTo(110);
    assertThat(look(125)).isEqualTo(110);
  }

  @Test
  void nothing_is_read_again_while_a_transaction_stays_open() {
    look(110, 7L);
    assertThat(look(120, 7L)).isEqualTo(110);
    assertThat(look(130, 7L)).isEqualTo(120);
  }

  @Test
  void when_it_ends_one_look_reaches_back_to_before_its_birth() {
    look(110);
    look(120, 7L);
    look(130, 7L);
    assertThat(look(140)).isEqualTo(110);
    assertThat(look(150)).isEqualTo(140);
  }

  @Test
  void of_several_the_oldest_that_ended_counts() {
    look(110, 7L);
    look(120, 7L, 8L);
    look(130, 7L, 8L, 9L);
    assertThat(look(140, 7L)).isEqualTo(110);
    assertThat(look(150)).isEqualTo(100);
  }

  @Test
  void what_was_open_at_the_first_look_may_have_drawn_any_number() {
    horizon = ArrivalHorizon.first(new Observation(100, Set.of(3L)));
    assertThat(look(110, 3L)).isEqualTo(100);
    assertThat(look(120)).isZero();
    assertThat(look(130)).isEqualTo(120);
  }

  @Test
  void a_transaction_that_is_still_open_keeps_its_birth() {
    look(110, 7L);
    for (int i = 0; i < 50; i++) {
      look(120 + i, 7L);
    }
    assertThat(look(200)).isEqualTo(100);
  }

  @Test
  void a_snapshots_list_is_read_from_its_text() {
    assertThat(PostgresArrivalWatch.inProgress("10:20:")).isEmpty();
    assertThat(PostgresArrivalWatch.inProgress("10:20:10,14,15"))
        .containsExactlyInAnyOrder(10L, 14L, 15L);
  }
}
