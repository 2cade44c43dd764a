package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HexFormat;
import java.util.Set;

/** Answers what reached it: the bytes, and what the filter left. */
@Path("/")
public class PaymentsResource {
  static final Set<Class<?>> CLASSES = Set.of(PaymentsResource.class, FilterLeft.class);

  @POST
  @Path("verified")
  @VerifiedWebhook
  @ShowsWebhook
  public String verified(byte[] body) {
    return HexFormat.of().formatHex(body);
  }

  @POST
  @Path("bank")
  @VerifiedWebhook("bank")
  public String bank(byte[] body) {
    return "let in";
  }

  @POST
  @Path("open")
  public String open(byte[] body) {
    return "open " + body.length;
  }

  @NameBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface ShowsWebhook {}

  /** Not every runtime gives a resource the properties of its request. */
  @ShowsWebhook
  public static class FilterLeft implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (response.getEntity() instanceof String bytes && bytes.matches("[0-9a-f]*")) {
        ReceivedWebhook webhook = ReceivedWebhook.of(request::getProperty);
        response.setEntity(webhook.id() + " " + webhook.signedAt() + " " + bytes);
      }
    }
  }
}
