package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.RestartablePostgres;
import dev.webhooks.it.support.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a node tells its operators while its database is away, and that it goes on by itself. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseAwayIT {

  @Test
  void metrics_tell_of_a_database_that_hangs_and_of_one_that_is_gone() {
    try (var database = RestartablePostgres.start();
        var service = ServiceProcess.start("away", Map.of("WEBHOOKS_DB_URL", database.url()))) {
      Api api = Api.ofNewTenant(service);
      api.get("webhooks").expect(200);

      database.freeze();
      try {
        awaitMetrics(service, "webhooks_database_up 0\n");
      } finally {
        database.thaw();
      }
      awaitMetrics(service, "webhooks_database_up 1\n");

      database.crash();
      String away = awaitMetrics(service, "webhooks_database_up 0\n");
      assertThat(away)
          .contains("webhooks_attempts_started_total 0\n")
          .doesNotContain("webhooks_oldest_overdue_seconds");
      Envelope.require(api.get("webhooks").expect(503), "unavailable");

      database.startAgain();
      awaitMetrics(service, "webhooks_database_up 1\n");
      api.get("webhooks").expect(200);
    }
  }

  private static String awaitMetrics(ServiceProcess service, String line) {
    Api anyone = Api.anonymous(service);
    Deadline.ofSeconds(60)
        .await(() -> anyone.get("../../prometheus").expect(200).body().contains(line), line);
    return anyone.get("../../prometheus").expect(200).body();
  }
}
