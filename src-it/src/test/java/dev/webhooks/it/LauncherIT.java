package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.PayaraMicro;
import dev.webhooks.it.support.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code java -jar webhooks.jar} ends with status 1 and says why when it cannot start. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {

  @TempDir Path home;

  @Test
  void a_port_in_use_is_an_error() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure(taken.getLocalPort(), Map.of()))
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void a_port_that_is_none_is_an_error() throws Exception {
    assertThat(failure(0, Map.of())).contains("WEBHOOKS_HTTP_PORT is not a port: 0");
  }

  @Test
  void missing_settings_are_an_error_that_names_them() throws Exception {
    assertThat(failure(freePort(), Map.of()))
        .contains("WEBHOOKS_SECRETS_KEY", "MP_JWT_VERIFY_PUBLICKEY", "WEBHOOKS_DEV=true");
  }

  @Test
  void a_database_that_does_not_answer_is_an_error() throws Exception {
    var environment =
        Map.of("WEBHOOKS_DEV", "true", "WEBHOOKS_DB_URL", "jdbc:postgresql://127.0.0.1:1/nowhere");
    assertThat(failure(freePort(), environment)).contains("The webhook service did not start");
  }

  @Test
  void a_role_that_may_not_create_tables_is_an_error_in_one_line() throws Exception {
    var environment = new HashMap<>(PostgresServer.newDatabase());
    PostgresServer.execute(environment, "create role stranger login password 'x'");
    environment.put("WEBHOOKS_DB_USER", "stranger");
    environment.put("WEBHOOKS_DB_PASSWORD", "x");
    environment.put("WEBHOOKS_DEV", "true");
    assertThat(failure(freePort(), environment))
        .contains("Start failed: ERROR: permission denied for database");
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** What the process printed before it ended with status 1. */
  private String failure(int port, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new PayaraMicro().command(port, home).directory(home.toFile());
    builder.environment().putAll(environment);
    Path log = home.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      boolean ended = process.waitFor(240, TimeUnit.SECONDS);
      String output = Files.readString(log);
      assertThat(ended).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isEqualTo(1);
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
