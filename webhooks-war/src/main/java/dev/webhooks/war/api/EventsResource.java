package dev.webhooks.war.api;

import dev.webhooks.core.payload.EventInput;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.delivery.DeliveryService;
import dev.webhooks.ejb.delivery.EventService;
import dev.webhooks.ejb.publish.ContentHash;
import dev.webhooks.ejb.publish.EventItem;
import dev.webhooks.ejb.publish.Intake;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import dev.webhooks.war.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Events: published here; what became of them; the services that read are made only when they are
 * asked, publishing needs none of them.
 */
@Path("events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class EventsResource {
  private static final String KIND = "Event";

  private Caller caller;
  private Intake intake;
  private Provider<EventService> events;
  private Provider<DeliveryService> deliveries;
  private Settings settings;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public EventsResource() {}

  @Inject
  public EventsResource(
      Caller caller,
      Intake intake,
      Provider<EventService> events,
      Provider<DeliveryService> deliveries,
      Settings settings) {
    this.caller = caller;
    this.intake = intake;
    this.events = events;
    this.deliveries = deliveries;
    this.settings = settings;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "event:write")
  public Response publish(
      @HeaderParam(PublishRequest.KEY) @Nullable String idempotencyKey, byte[] body) {
    String key = PublishRequest.key(idempotencyKey);
    return PublishRequest.publish(body, key, publication(key));
  }

  @POST
  @Consumes(NdjsonRequest.TYPE)
  @Allowed(scope = "event:write")
  public Response publishLines(
      @HeaderParam(PublishRequest.KEY) @Nullable String idempotencyKey, InputStream body)
      throws IOException {
    PublishRequest.refuseForSeveral(idempotencyKey);
    return NdjsonRequest.publish(body, publication(null), settings.api().maxBodyBytes());
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    EventLog.Filter filter =
        new EventLog.Filter(
            caller.tenant(),
            query.text("type"),
            query.instant("from"),
            query.instant("to"),
            query.cursor("cursor"),
            query.limit());
    query.errors().throwIfAny();
    EventLog.Page page = events.get().page(filter);
    return Answers.cursorPage(
        page.events(), DeliveriesResource.cursor(page.next()), EventAnswer::of);
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    return Answers.data(
        events
            .get()
            .find(caller.tenant(), PathId.text(id, KIND))
            .map(EventAnswer::whole)
            .orElseThrow(() -> new Refusal.NotFound(KIND, id)));
  }

  @GET
  @Path("{id}/deliveries")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response deliveries(@PathParam("id") String id) {
    return Answers.cursorPage(
        deliveries.get().ofEvent(caller.tenant(), PathId.text(id, KIND)), null, DeliveryAnswer::of);
  }

  /** Removes the content for good; the event and its log stay. */
  @DELETE
  @Path("{id}/content")
  @Allowed(scope = "webhook:delete", permission = "webhooks.delete")
  public Response expunge(@PathParam("id") String id) {
    events.get().expunge(caller.tenant(), PathId.text(id, KIND));
    return Answers.message("Event content deleted successfully");
  }

  private Publication<EventItem> publication(@Nullable String key) {
    Identity identity = caller.identity();
    return new Publication<>(
        item -> read(item, identity.clientId(), key),
        items -> intake.publishEvents(identity.tenant(), items),
        EventsResource::write);
  }

  static EventItem read(ByteBuffer item, String clientId, @Nullable String key) {
    return EventItem.of(EventInput.read(item), clientId, key, ContentHash.of(item.duplicate()));
  }

  private static String write(PublishResult.Accepted accepted) {
    return "{\"id\":"
        + Json.quote(accepted.eventId())
        + ",\"deliveries\":"
        + accepted.deliveries()
        + "}";
  }
}
