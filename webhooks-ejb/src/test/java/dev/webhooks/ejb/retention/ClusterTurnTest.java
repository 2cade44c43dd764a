package dev.webhooks.ejb.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.TestDatabase;
import dev.webhooks.ejb.TestDatabase.Provider;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterTurnTest {

  @ParameterizedTest
  @EnumSource(Provider.class)
  void a_turn_is_given_once_within_its_time(Provider provider) throws Exception {
    givesOneTurn(TestDatabase.h2(provider));
    givesOneTurn(TestDatabase.postgresql(provider));
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
