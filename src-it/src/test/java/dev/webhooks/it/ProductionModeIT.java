package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import java.net.URI;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the development switch nobody reaches the operator's own network. */
class ProductionModeIT {

  private static ServiceProcess service;

  @BeforeAll
  static void start() {
    var environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("WEBHOOKS_DEV", "false");
    service = ServiceProcess.start("production", environment);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://user:password@example.com/",
      })
  void a_forbidden_target_is_400(String url) {
    var reply = Api.ofNewTenant(service).post("endpoints", Requests.endpoint(URI.create(url), "*"));
    assertThat(reply.expect(400).wrongFields()).containsExactly("url");
  }
}
