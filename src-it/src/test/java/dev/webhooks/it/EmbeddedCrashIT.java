package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.CrashSuite;
import dev.webhooks.it.support.Load;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What the embedded database has accepted is delivered although the process is killed. Starts a
 * service of its own, and so runs beside the other suites.
 */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedCrashIT extends CrashSuite {

  @Test
  void nothing_accepted_by_the_embedded_database_is_lost_by_a_kill_and_a_stop() {
    try (var service = ServiceProcess.start("crash", Map.of())) {
      WebhooksClient client = withEndpoint(service);
      Set<String> accepted = Load.publish(client, EVENTS);

      awaitRequests(EVENTS / 4);
      service.kill();
      service.start();
      awaitArrivals(accepted);
      assertThat(Load.arrivals(receiver).values()).allMatch(times -> times <= 2);

      service.stop();
      service.start();
      accepted.addAll(Load.publish(client, 1));
      awaitArrivals(accepted);
    }
  }
}
