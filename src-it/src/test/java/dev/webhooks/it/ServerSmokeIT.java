package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.PayaraMicro;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Server;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import dev.webhooks.it.support.WildFly;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service starts on every server and database it is promised for. */
class ServerSmokeIT {

  @Test
  void runs_on_payara_micro_with_postgresql() throws Exception {
    assertThat(ping(SharedService.get())).isEqualTo("webhooks on PostgreSQL");
  }

  @Test
  void runs_on_payara_micro_with_the_embedded_database_and_survives_kill() throws Exception {
    try (var service = start(new PayaraMicro(), Map.of())) {
      assertThat(ping(service)).isEqualTo("webhooks on H2");
      service.kill();
      service.start();
      assertThat(ping(service)).isEqualTo("webhooks on H2");
      service.stop();
    }
  }

  @Test
  void runs_on_wildfly_with_postgresql() throws Exception {
    try (var service = start(new WildFly(), PostgresServer.newDatabase())) {
      assertThat(ping(service)).isEqualTo("webhooks on PostgreSQL");
    }
  }

  private static ServiceProcess start(Server server, Map<String, String> environment) {
    return ServiceProcess.start(server, "smoke", environment);
  }

  private static String ping(ServiceProcess service) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(service.uri().resolve("ping")).build(), BodyHandlers.ofString())
        .body();
  }
}
