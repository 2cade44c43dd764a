package dev.webhooks.war.api;

import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Secret;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.endpoint.EndpointFilter;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Webhooks for bank transactions: the SePay face. */
@Path("webhooks")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class WebhooksResource {
  private static final String KIND = "Webhook";

  private Caller caller;
  private EndpointService endpoints;
  private RequestRules rules;
  private Settings settings;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public WebhooksResource() {}

  @Inject
  public WebhooksResource(
      Caller caller, EndpointService endpoints, RequestRules rules, Settings settings) {
    this.caller = caller;
    this.endpoints = endpoints;
    this.rules = rules;
    this.settings = settings;
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    String apiKey = query.text("api_key");
    EndpointFilter filter =
        new EndpointFilter(
            query.text("webhook_url"),
            apiKey == null ? null : new Secret(apiKey),
            query.flag("active"));
    int page = query.page();
    int limit = query.limit();
    query.errors().throwIfAny();
    return Answers.page(
        endpoints.page(caller.tenant(), Face.SEPAY, filter, page, limit), answer()::of);
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    EndpointRecord webhook = stored(id);
    return Answers.data(answer().of(webhook), webhook.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:write", permission = "webhooks.add")
  public Response create(byte[] body, @Context UriInfo uri) {
    EndpointSettings wanted = merge(WebhookRequest.BLANK, JsonReading.object(body));
    EndpointRecord created =
        WireName.translating(
            WebhookWire.FIELDS, () -> endpoints.create(caller.tenant(), Face.SEPAY, wanted));
    return Answers.created(
        "Webhook created successfully", uri, "webhooks/" + created.id(), Answers.id(created.id()));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response update(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
      byte[] body) {
    EndpointRecord seen = stored(id);
    Long expected = IfMatch.expected(ifMatch, seen.id(), seen.version());
    JsonObject changes = JsonReading.object(body);
    WireName.translating(
        WebhookWire.FIELDS,
        () ->
            endpoints.update(
                caller.tenant(),
                Face.SEPAY,
                seen.id(),
                expected,
                current -> merge(WebhookSettings.toRequest(current), changes)));
    return Answers.message("Webhook updated successfully", Answers.id(seen.id()));
  }

  @DELETE
  @Path("{id}")
  @Allowed(scope = "webhook:delete", permission = "webhooks.delete")
  public Response delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
    EndpointRecord seen = stored(id);
    Long expected = IfMatch.expected(ifMatch, seen.id(), seen.version());
    endpoints.delete(caller.tenant(), Face.SEPAY, seen.id(), expected);
    return Answers.message("Webhook deleted successfully");
  }

  private EndpointRecord stored(String id) {
    return endpoints
        .find(caller.tenant(), Face.SEPAY, PathId.parse(id, KIND))
        .orElseThrow(() -> new Refusal.NotFound(KIND, id));
  }

  private EndpointSettings merge(WebhookRequest standing, JsonObject changes) {
    Fields fields = Fields.of(changes);
    return WebhookSettings.of(rules.check(standing.with(fields), fields.errors()));
  }

  private WebhookAnswer answer() {
    return new WebhookAnswer(settings.api().zone(), caller.hasScope("webhook:write"));
  }
}
