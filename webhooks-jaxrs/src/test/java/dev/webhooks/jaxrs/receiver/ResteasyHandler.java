package dev.webhooks.jaxrs.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.URISyntaxException;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** RESTEasy behind the JDK's server: unlike Jersey it brings no handler for it. */
final class ResteasyHandler implements HttpHandler {
  private final ResteasyDeployment deployment = new ResteasyDeploymentImpl();

  ResteasyHandler(Application application) {
    deployment.setApplication(application);
    deployment.start();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      MockHttpResponse answer = new MockHttpResponse();
      deployment.getDispatcher().invoke(request(exchange), answer);
      answer
          .getOutputHeaders()
          .forEach(
              (name, values) ->
                  values.forEach(
                      value -> exchange.getResponseHeaders().add(name, String.valueOf(value))));
      byte[] body = answer.getOutput();
      exchange.sendResponseHeaders(answer.getStatus(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static MockHttpRequest request(HttpExchange exchange) throws IOException {
    try {
      MockHttpRequest request =
          MockHttpRequest.create(exchange.getRequestMethod(), exchange.getRequestURI().toString());
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      return request.content(exchange.getRequestBody());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
