package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.util.Optional;

/** Reads a request's body without ever holding more than it may have. */
final class BoundedBody {

  private BoundedBody() {}

  /** The raw bytes as received; empty if there are more than allowed. */
  static Optional<byte[]> read(ContainerRequestContext request, int maxBytes) throws IOException {
    if (request.getLength() > maxBytes) {
      return Optional.empty();
    }
    byte[] body = request.getEntityStream().readNBytes(maxBytes + 1);
    return body.length > maxBytes ? Optional.empty() : Optional.of(body);
  }
}
