package dev.webhooks.war.api;

import dev.webhooks.ejb.dispatch.OwnershipChecks;
import dev.webhooks.ejb.dispatch.OwnershipChecks.Check;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Challenges that show whose an endpoint's URL is. */
@Path("endpoints/{id}/verify")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class VerificationsResource {
  private Caller caller;
  private OwnershipChecks checks;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public VerificationsResource() {}

  @Inject
  public VerificationsResource(Caller caller, OwnershipChecks checks) {
    this.caller = caller;
    this.checks = checks;
  }

  /** Answers whether the challenge was answered, and the attempt, whatever came of it. */
  @POST
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response verify(@PathParam("id") String id) {
    Check check = checks.challenge(caller.tenant(), PathId.parse(id, EndpointsResource.KIND));
    JsonObjectBuilder data = Json.object().add("answered", check.answered());
    EndpointAnswer.ownership(data, check.endpoint());
    return Answers.data(data.add("attempt", DeliveryAnswer.of(check.attempt(), null)).build());
  }
}
