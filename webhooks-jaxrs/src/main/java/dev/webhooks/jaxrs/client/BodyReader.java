package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the body of an answer. Some HTTP clients (that of {@code java.net.http} is one) bound the
 * time until an answer begins and wait for ever for its end.
 *
 * @param timeout how long the body may take; zero: for ever
 */
record BodyReader(Duration timeout) {

  /**
   * The body, empty if there is none.
   *
   * @throws ProcessingException if it does not arrive, or not in time
   */
  byte[] read(Response response) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    if (timeout.toMillis() > 0) {
      closeUnless(end, response);
    }
    try {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      if (end.complete(null)) {
        return body;
      }
    } catch (ProcessingException | IllegalStateException e) {
      if (end.complete(null)) {
        throw e;
      }
    }
    throw new ProcessingException(
        "The answer did not end within " + timeout, new TimeoutException());
  }

  /** Ends the reading in the other thread. */
  private void closeUnless(CompletableFuture<Void> end, Response response) {
    end.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyAsync(
            late -> {
              response.close();
              return null;
            });
  }
}
