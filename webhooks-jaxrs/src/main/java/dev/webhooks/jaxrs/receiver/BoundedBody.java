package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a request's body without ever holding more than it may have. */
final class BoundedBody {
  private static final int MOST_DIGITS = 18;

  private BoundedBody() {}

  /** The raw bytes as received; empty if there are more than allowed. */
  static Optional<byte[]> read(ContainerRequestContext request, int maxBytes) throws IOException {
    if (isLonger(request.getHeaderString(HttpHeaders.CONTENT_LENGTH), maxBytes)) {
      return Optional.empty();
    }
    byte[] body = request.getEntityStream().readNBytes(maxBytes + 1);
    return body.length > maxBytes ? Optional.empty() : Optional.of(body);
  }

  /** {@code getLength()} of the request fails for what is no int. */
  private static boolean isLonger(@Nullable String length, int maxBytes) {
    return length != null
        && length.matches("[0-9]+")
        && (length.length() > MOST_DIGITS || Long.parseLong(length) > maxBytes);
  }
}
