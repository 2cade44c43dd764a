package dev.webhooks.bench.empty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What the launcher asks without a token to know that the service has started. */
@Path("webhooks")
@ApplicationScoped
public class WebhooksResource {

  @GET
  public Response list() {
    return Response.status(Response.Status.UNAUTHORIZED).build();
  }
}
