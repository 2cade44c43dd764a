package dev.webhooks.bench.empty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Takes the body of an event and answers as the service does, and does nothing between. */
@Path("events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {
  private static final byte[] ANSWER =
      "{\"status\":\"success\",\"data\":{\"id\":\"evt_00000000000000000000000000\",\"deliveries\":1}}"
          .getBytes(StandardCharsets.UTF_8);

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response publish(byte[] body) {
    return Response.accepted(ANSWER).type(MediaType.APPLICATION_JSON).build();
  }
}
