package dev.webhooks.war.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Answers an exception with its problem, and logs it when it is a fault of the server; an outage,
 * which many requests meet, in one line.
 */
abstract class ProblemMapper<E extends Throwable> implements ExceptionMapper<E> {
  private static final Logger LOG = System.getLogger("dev.webhooks.war.error");

  @Context private @Nullable HttpServletRequest request;

  @Override
  public Response toResponse(E thrown) {
    Problem problem = Problems.of(thrown);
    if (problem.status() == 503) {
      LOG.log(
          Level.WARNING,
          "Request {0} cannot be served now: {1}",
          requestId(),
          Problems.rootOf(thrown));
    } else if (problem.status() >= 500) {
      LOG.log(Level.ERROR, () -> "Request " + requestId() + " failed", thrown);
    }
    return problem.toResponse();
  }

  private String requestId() {
    return request == null ? "?" : RequestId.of(request);
  }
}
