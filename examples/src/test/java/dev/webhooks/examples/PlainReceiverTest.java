package dev.webhooks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver of the guide, as a program of its own. */
class PlainReceiverTest {
  private int port;
  private Process receiver;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "PlainReceiver");
    program.environment().put("PORT", Integer.toString(port));
    program.environment().put("WEBHOOK_SECRETS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    receiver = program.inheritIO().start();
  }

  @AfterEach
  void stop() {
    receiver.destroyForcibly();
  }

  private Socket connection() throws IOException {
    while (receiver.isAlive()) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException e) {
        Thread.onSpinWait(); // it is not listening yet
      }
    }
    throw new IllegalStateException("the receiver ended");
  }

  @Test
  void a_request_that_does_not_come_to_its_end_holds_up_nobody() throws Exception {
    try (Socket unfinished = connection()) {
      unfinished.getOutputStream().write('P');
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                      .timeout(Duration.ofSeconds(30))
                      .POST(BodyPublishers.ofString("{}"))
                      .build(),
                  BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }
}
