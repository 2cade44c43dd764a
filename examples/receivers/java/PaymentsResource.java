import dev.webhooks.jaxrs.receiver.ReceivedWebhook;
import dev.webhooks.jaxrs.receiver.VerifiedWebhook;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Receives webhooks in a Jakarta EE application. */
@Path("/webhooks/payments")
public class PaymentsResource {

  @POST
  @VerifiedWebhook
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public String receive(JsonObject event, @Context HttpServletRequest request) {
    ReceivedWebhook webhook = ReceivedWebhook.of(request::getAttribute);
    System.out.println("received " + webhook.id() + " signed at " + webhook.signedAt());
    return "{\"success\":true}";
  }
}
