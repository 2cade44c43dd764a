package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.util.HexFormat;

/** Answers what reached it: the bytes, and what the filter left. */
@Path("/")
public class PaymentsResource {

  @POST
  @Path("verified")
  @VerifiedWebhook
  public String verified(byte[] body, @Context ContainerRequestContext request) {
    ReceivedWebhook webhook = ReceivedWebhook.of(request::getProperty);
    return webhook.id() + " " + webhook.signedAt() + " " + HexFormat.of().formatHex(body);
  }

  @POST
  @Path("bank")
  @VerifiedWebhook("bank")
  public String bank(byte[] body) {
    return "let in";
  }

  @POST
  @Path("open")
  public String open(byte[] body, @Context ContainerRequestContext request) {
    try {
      return ReceivedWebhook.of(request::getProperty).toString();
    } catch (IllegalStateException e) {
      return "open " + body.length;
    }
  }
}
