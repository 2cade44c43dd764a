package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.dispatch.Recovery;
import dev.webhooks.ejb.dispatch.RecoveryService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How recoveries get on. */
@Path("recoveries")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class RecoveriesResource {
  private static final String KIND = "Recovery";

  private final Caller caller;
  private final RecoveryService recoveries;

  @Inject
  RecoveriesResource(Caller caller, RecoveryService recoveries) {
    this.caller = caller;
    this.recoveries = recoveries;
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

  static JsonObject toJson(Recovery recovery) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", Long.toString(recovery.id()))
            .add("endpoint_id", recovery.endpointId())
            .add("status", recovery.completedAt() == null ? "running" : "completed")
            .add("delivery_status", DeliveryAnswer.name(recovery.status()))
            .add("since", recovery.since().toString())
            .add("until", recovery.until().toString())
            .add("processed", recovery.processed())
            .add("created_at", recovery.createdAt().toString());
    return addText(json, "completed_at", recovery.completedAt()).build();
  }
}
