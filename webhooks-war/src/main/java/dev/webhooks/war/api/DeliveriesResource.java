package dev.webhooks.war.api;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.delivery.DeliveryService;
import dev.webhooks.ejb.dispatch.RecoveryService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The delivery log of both faces. */
@Path("deliveries")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class DeliveriesResource {
  private static final String KIND = "Delivery";

  private Caller caller;
  private DeliveryService deliveries;
  private RecoveryService recoveries;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public DeliveriesResource() {}

  @Inject
  public DeliveriesResource(Caller caller, DeliveryService deliveries, RecoveryService recoveries) {
    this.caller = caller;
    this.deliveries = deliveries;
    this.recoveries = recoveries;
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    DeliveryService.Question question =
        new DeliveryService.Question(
            query.id("endpoint"),
            query.oneOf("status", DeliveryAnswer.STATUSES),
            query.text("event_type"),
            query.instant("from"),
            query.instant("to"),
            query.cursor("cursor"),
            query.limit());
    query.errors().throwIfAny();
    DeliveryLog.Page page = deliveries.page(caller.tenant(), question);
    return Answers.cursorPage(page.deliveries(), cursor(page.next()), DeliveryAnswer::of);
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    LoggedDelivery delivery =
        deliveries
            .find(caller.tenant(), parse(id))
            .orElseThrow(() -> new Refusal.NotFound(KIND, id));
    return Answers.data(DeliveryAnswer.of(delivery, deliveries.attempts(delivery)));
  }

  @POST
  @Path("{id}/resend")
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response resend(@PathParam("id") String id) {
    recoveries.resend(caller.tenant(), parse(id));
    return Answers.message("Delivery is sent again");
  }

  private static DeliveryId parse(String id) {
    return DeliveryId.parse(id).orElseThrow(() -> new Refusal.NotFound(KIND, id));
  }

  static @Nullable String cursor(@Nullable Long next) {
    return next == null ? null : Long.toString(next, Character.MAX_RADIX);
  }
}
