package dev.webhooks.war.api;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.dispatch.RecoveryService;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Starts recoveries of endpoints and webhooks. */
@Path("endpoints/{id}/recover")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class RecoverResource {
  private static final Map<String, DeliveryStatus> STATUSES =
      WebhookWire.byName(
          new DeliveryStatus[] {
            DeliveryStatus.FAILED, DeliveryStatus.CANCELLED, DeliveryStatus.SUCCEEDED
          },
          DeliveryAnswer::name);

  private Caller caller;
  private RecoveryService recoveries;
  private EndpointService endpoints;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public RecoverResource() {}

  @Inject
  public RecoverResource(Caller caller, RecoveryService recoveries, EndpointService endpoints) {
    this.caller = caller;
    this.recoveries = recoveries;
    this.endpoints = endpoints;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response recover(@PathParam("id") String id, byte[] body) {
    long endpoint = PathId.parse(id, EndpointsResource.KIND);
    if (endpoints.find(caller.tenant(), endpoint).isEmpty()) {
      throw new Refusal.NotFound(EndpointsResource.KIND, id);
    }
    Fields fields = Fields.of(JsonReading.object(body));
    Instant since = fields.instant("since");
    Instant until = fields.instant("until");
    DeliveryStatus status = fields.oneOf("status", STATUSES, DeliveryStatus.FAILED);
    if (since == null && !fields.errors().has("since")) {
      fields.refuse("since", WebhookRequest.REQUIRED);
    }
    fields.errors().throwIfAny();
    Recovery started =
        WireName.translating(
            Map.of(),
            () ->
                recoveries.start(
                    caller.tenant(),
                    endpoint,
                    Objects.requireNonNull(since),
                    until,
                    Objects.requireNonNullElse(status, DeliveryStatus.FAILED)));
    return Answers.accepted(RecoveriesResource.toJson(started));
  }
}
