package dev.webhooks.it.contract;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Registered on a JAX-RS client, holds every answer it gets against the API document; one that is
 * not documented ends the call with an {@link AssertionError}. Thread-safe.
 */
public final class CheckedAnswers implements ClientResponseFilter {
  private final AnswerCheck check = new AnswerCheck(ApiDocument.ofRepository());

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response)
      throws IOException {
    byte[] body = new byte[0];
    if (response.hasEntity()) {
      body = response.getEntityStream().readAllBytes();
      response.setEntityStream(new ByteArrayInputStream(body));
    }
    check.require(
        Exchange.of(
            request.getMethod(),
            request.getUri(),
            response.getStatus(),
            response.getHeaders(),
            body));
  }
}
