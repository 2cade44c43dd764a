package dev.webhooks.war.security;

import dev.webhooks.ejb.config.Settings;
import dev.webhooks.war.error.Problem;
import dev.webhooks.war.json.InvalidRequestException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses bodies that are too large (413) by the bytes that really arrive, whatever their length
 * was said to be. NDJSON is let through: it is read line by line.
 */
@Provider
@PreMatching
@Dependent
@Priority(Priorities.AUTHENTICATION + 20)
@SuppressWarnings("NullAway.Init")
public class BodyLimitFilter implements ContainerRequestFilter {
  private static final Set<String> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private int maxBytes;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public BodyLimitFilter() {}

  @Inject
  public BodyLimitFilter(Settings settings) {
    this.maxBytes = settings.api().maxBodyBytes();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (BODILESS.contains(request.getMethod())) {
      return;
    }
    if (isStreamed(request)) {
      return;
    }
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    request.setEntityStream(new ByteArrayInputStream(readAll(request.getEntityStream())));
  }

  private byte[] readAll(InputStream body) {
    byte[] bytes = atMost(maxBytes + 1, body);
    if (bytes.length > maxBytes) {
      throw tooLarge();
    }
    return bytes;
  }

  private static byte[] atMost(int length, InputStream body) {
    try {
      return body.readNBytes(length);
    } catch (IOException e) {
      throw InvalidRequestException.brokenOff();
    }
  }

  private static boolean isStreamed(ContainerRequestContext request) {
    String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson");
  }

  private RuntimeException tooLarge() {
    return Problem.tooLarge(maxBytes).exception();
  }
}
