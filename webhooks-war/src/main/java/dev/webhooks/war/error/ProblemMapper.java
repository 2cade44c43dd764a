package dev.webhooks.war.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Answers an exception with its problem, and logs it when it is a fault of the server. */
abstract class ProblemMapper<E extends Throwable> implements ExceptionMapper<E> {
  private static final Logger LOG = System.getLogger("dev.webhooks.war.error");

  @Context private @Nullable HttpServletRequest request;

  @Override
  public Response toResponse(E thrown) {
    Problem problem = Problems.of(thrown);
    if (problem.status() >= 500) {
      LOG.log(Level.ERROR, () -> "Request " + requestId() + " failed", thrown);
    }
    return problem.toResponse();
  }

  private String requestId() {
    return request == null ? "?" : RequestId.of(request);
  }
}
