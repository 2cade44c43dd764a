package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.model.Recovery;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.dispatch.RecoveryService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** How recoveries get on. */
@Path("recoveries")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class RecoveriesResource {
  private static final String KIND = "Recovery";

  private Caller caller;
  private RecoveryService recoveries;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public RecoveriesResource() {}

  @Inject
  public RecoveriesResource(Caller caller, RecoveryService recoveries) {
    this.caller = caller;
    this.recoveries = recoveries;
  }

  /** The newest ones; older ones are found by their id. */
  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    Long endpoint = query.id("endpoint");
    int limit = query.limit();
    query.errors().throwIfAny();
    JsonArrayBuilder data = Json.array();
    recoveries
        .newest(caller.tenant(), endpoint, limit)
        .forEach(recovery -> data.add(toJson(recovery)));
    return Answers.data(data.build());
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    return Answers.data(
        recoveries
            .find(caller.tenant(), PathId.parse(id, KIND))
            .map(RecoveriesResource::toJson)
            .orElseThrow(() -> new Refusal.NotFound(KIND, id)));
  }

  @POST
  @Path("{id}/cancel")
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response cancel(@PathParam("id") String id) {
    Recovery cancelled = recoveries.cancel(caller.tenant(), PathId.parse(id, KIND));
    return Answers.message("Recovery cancelled successfully", toJson(cancelled));
  }

  static JsonObject toJson(Recovery recovery) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", Long.toString(recovery.id()))
            .add("endpoint_id", recovery.endpointId())
            .add("status", DeliveryAnswer.name(recovery.state()))
            .add("delivery_status", DeliveryAnswer.name(recovery.wanted()))
            .add("since", recovery.since().toString())
            .add("until", recovery.until().toString())
            .add("matched", recovery.matched())
            .add("requeued", recovery.requeued())
            .add("created_at", recovery.createdAt().toString());
    return addText(json, "finished_at", recovery.finishedAt()).build();
  }
}
