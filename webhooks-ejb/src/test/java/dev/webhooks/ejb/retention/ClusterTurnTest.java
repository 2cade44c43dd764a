package dev.webhooks.ejb.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterTurnTest {

  @Test
  void a_turn_is_given_once_within_its_time_on_h2() throws Exception {
    givesOneTurn(TestDatabase.h2());
  }

  @Test
  void a_turn_is_given_once_within_its_time_on_postgresql() throws Exception {
    givesOneTurn(TestDatabase.postgresql());
  }

  private static void givesOneTurn(TestDatabase database) throws Exception {
    try (database) {
      assertThat(take(database, "retention", Duration.ofHours(1))).isTrue();
      assertThat(take(database, "retention", Duration.ofHours(1))).isFalse();
      assertThat(take(database, "retention", Duration.ZERO)).isTrue();
      assertThat(take(database, "unknown", Duration.ZERO)).isFalse();
    }
  }

  private static boolean take(TestDatabase database, String work, Duration every) {
    return database.in(em -> new ClusterTurn(em).take(work, every));
  }
}
