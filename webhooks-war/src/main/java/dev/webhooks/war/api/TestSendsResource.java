package dev.webhooks.war.api;

import dev.webhooks.ejb.dispatch.TestSends;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Tests of endpoints and webhooks. */
@Path("endpoints/{id}/test")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class TestSendsResource {
  private Caller caller;
  private TestSends tests;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public TestSendsResource() {}

  @Inject
  public TestSendsResource(Caller caller, TestSends tests) {
    this.caller = caller;
    this.tests = tests;
  }

  /** Answers the attempt, whatever came of it. */
  @POST
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response send(@PathParam("id") String id) {
    long endpoint = PathId.parse(id, EndpointsResource.KIND);
    return Answers.data(DeliveryAnswer.of(tests.send(caller.tenant(), endpoint), null));
  }
}
