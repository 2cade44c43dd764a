package dev.webhooks.war.api;

import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.delivery.EventService;
import dev.webhooks.ejb.publish.Intake;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.ejb.publish.TransactionItem;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bank transactions: published here, and whether they were verified; the services that read are
 * made only when they are asked, publishing needs none of them.
 */
@Path("transactions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class TransactionsResource {
  private static final String KIND = "Transaction";

  private Caller caller;
  private Intake intake;
  private Provider<EventService> events;
  private Settings settings;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public TransactionsResource() {}

  @Inject
  public TransactionsResource(
      Caller caller, Intake intake, Provider<EventService> events, Settings settings) {
    this.caller = caller;
    this.intake = intake;
    this.events = events;
    this.settings = settings;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "transaction:write")
  public Response publish(
      @HeaderParam(PublishRequest.KEY) @Nullable String idempotencyKey, byte[] body) {
    String key = PublishRequest.key(idempotencyKey);
    return PublishRequest.publish(body, key, publication(key));
  }

  @POST
  @Consumes(NdjsonRequest.TYPE)
  @Allowed(scope = "transaction:write")
  public Response publishLines(
      @HeaderParam(PublishRequest.KEY) @Nullable String idempotencyKey, InputStream body)
      throws IOException {
    PublishRequest.refuseForSeveral(idempotencyKey);
    return NdjsonRequest.publish(body, publication(null), settings.api().maxBodyBytes());
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    LoggedEvent event =
        events
            .get()
            .findTransaction(caller.tenant(), PathId.parse(id, KIND))
            .orElseThrow(() -> new Refusal.NotFound(KIND, id));
    return Answers.data(
        EventAnswer.transaction(event, events.get().findVerifiedAt(event), settings.api().zone()));
  }

  private Publication<TransactionItem> publication(@Nullable String key) {
    String tenant = caller.tenant();
    return new Publication<>(
        item -> TransactionRequest.read(item, key),
        items -> intake.publishTransactions(tenant, items),
        TransactionsResource::write);
  }

  private static String write(PublishResult.Accepted accepted) {
    return "{\"id\":"
        + accepted.transactionId()
        + ",\"event_id\":"
        + Json.quote(accepted.eventId())
        + ",\"webhooks\":"
        + accepted.deliveries()
        + "}";
  }
}
