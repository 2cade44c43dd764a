package dev.webhooks.war.error;

import dev.webhooks.war.json.Json;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes the envelope for what the server answers by itself: tokens its mechanism refuses, paths
 * outside the API, requests it cannot parse. The error page of web.xml.
 */
@WebServlet("/error")
public class ContainerErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger("dev.webhooks.war.error");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = problemOf(request, response);
    log(request, problem);
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.getOutputStream().write(Json.bytes(problem.toJson()));
  }

  private static Problem problemOf(HttpServletRequest request, HttpServletResponse response) {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      return Problem.notFound("Resource");
    }
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return Problems.of(thrown);
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : response.getStatus();
    Problem problem =
        Problems.ofServer(
            code, request.getHeader("Authorization"), request.getUserPrincipal() != null);
    if (code == 500 && problem.status() == 401) {
      LOG.log(
          Level.WARNING,
          "Request {0} has an access token that no key verifies: another issuer signed it, or"
              + " MP_JWT_VERIFY_PUBLICKEY(_LOCATION) gives not the present keys of the issuer",
          RequestId.of(request));
    }
    return problem;
  }

  private static void log(HttpServletRequest request, Problem problem) {
    Level level = problem.status() >= 500 ? Level.ERROR : Level.INFO;
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    LOG.log(
        level,
        () -> "Request " + RequestId.of(request) + " was answered " + problem.status(),
        problem.status() >= 500 && thrown instanceof Throwable t ? t : null);
  }
}
