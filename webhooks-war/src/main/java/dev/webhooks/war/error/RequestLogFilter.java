package dev.webhooks.war.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One line per request: refusals and changes of what is managed at INFO, reading and publishing at
 * DEBUG. Query strings are left out: an API key may be in one.
 */
@Provider
public class RequestLogFilter implements ContainerResponseFilter {
  private static final Logger LOG = System.getLogger("dev.webhooks.request");
  private static final int ACCEPTED = 202;

  @Context private @Nullable HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Level level = levelOf(request.getMethod(), response.getStatus());
    HttpServletRequest original = servletRequest;
    if (original != null && LOG.isLoggable(level)) {
      LOG.log(
          level,
          "{0} {1} {2} {3}",
          RequestId.of(original),
          request.getMethod(),
          printable(request.getUriInfo().getPath()),
          Integer.toString(response.getStatus()));
    }
  }

  static Level levelOf(String method, int status) {
    boolean isRoutine = status < 400 && (method.equals("GET") || status == ACCEPTED);
    return isRoutine ? Level.DEBUG : Level.INFO;
  }

  /** Nobody writes lines of their own into the log. */
  static String printable(String path) {
    return path.replaceAll("[^!-~]", "?");
  }
}
