package dev.webhooks.war.api;

import dev.webhooks.ejb.publish.DryRun;
import dev.webhooks.ejb.publish.DryRun.Outcome;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import dev.webhooks.war.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Where something would go if it were published. Below a path of its own, since a producer may call
 * an event {@code dry-run}. It reads endpoints and writes nothing, so the scope is a reader's: a
 * producer that may only publish learns nothing about receivers here.
 */
@Path("dry-run")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class DryRunResource {
  private Caller caller;
  private DryRun dryRun;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public DryRunResource() {}

  @Inject
  public DryRunResource(Caller caller, DryRun dryRun) {
    this.caller = caller;
    this.dryRun = dryRun;
  }

  @POST
  @Path("events")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response ofEvent(byte[] body) {
    Identity identity = caller.identity();
    return answer(
        body,
        item ->
            dryRun.ofEvent(
                identity.tenant(), EventsResource.read(item, identity.clientId(), null)));
  }

  @POST
  @Path("transactions")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response ofTransaction(byte[] body) {
    return answer(
        body, item -> dryRun.ofTransaction(caller.tenant(), TransactionRequest.read(item, null)));
  }

  private static Response answer(byte[] body, Function<ByteBuffer, Outcome> explain) {
    return Answers.data(
        DryRunAnswer.of(Publication.translating(() -> explain.apply(PublishRequest.single(body)))));
  }
}
