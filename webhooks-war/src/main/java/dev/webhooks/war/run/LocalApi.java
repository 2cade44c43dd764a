package dev.webhooks.war.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * The REST API of the service that was just started, for one caller.
 *
 * @param root the service's root address, with a slash at its end
 * @param token the caller's access token
 */
record LocalApi(URI root, String token) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Waits until the service answers this token; false when it ends before. */
  boolean awaitReady(BooleanSupplier running) throws InterruptedException {
    while (running.getAsBoolean()) {
      if (isReady()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return false;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send("GET", "endpoints", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sends JSON and returns the answer's body.
   *
   * @throws IllegalStateException if the service refuses
   */
  String call(String method, String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, path, json);
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(root.resolve("api/v1/" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** The first value of this name in a JSON text that has no escapes in it. */
  static String value(String json, String name) {
    var matcher = Pattern.compile('"' + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return matcher.group(1);
  }
}
