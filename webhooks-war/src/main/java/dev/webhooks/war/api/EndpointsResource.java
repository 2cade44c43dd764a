package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.model.Face;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.EndpointFilter;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

/** Endpoints for signed events: the EPaySe face. */
@Path("endpoints")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class EndpointsResource {
  static final String KIND = "Endpoint";

  private Caller caller;
  private EndpointService endpoints;
  private RequestRules rules;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public EndpointsResource() {}

  @Inject
  public EndpointsResource(Caller caller, EndpointService endpoints, RequestRules rules) {
    this.caller = caller;
    this.endpoints = endpoints;
    this.rules = rules;
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    EndpointFilter filter = new EndpointFilter(query.text("url"), null, query.flag("enabled"));
    int page = query.page();
    int limit = query.limit();
    query.errors().throwIfAny();
    return Answers.page(
        endpoints.page(caller.tenant(), Face.EPAYSE, filter, page, limit), EndpointAnswer::of);
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@PathParam("id") String id) {
    EndpointRecord endpoint = stored(id);
    return Answers.data(EndpointAnswer.of(endpoint), endpoint.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:write", permission = "webhooks.add")
  public Response create(byte[] body, @Context UriInfo uri) {
    EndpointSettings wanted = merge(EndpointRequest.BLANK, JsonReading.object(body));
    EndpointRecord created =
        WireName.translating(
            EndpointWire.FIELDS, () -> endpoints.create(caller.tenant(), Face.EPAYSE, wanted));
    JsonObjectBuilder data = Json.object().add("id", created.id());
    addText(data, "secret", SigningSecretsResource.shownSecret(created).orElse(null));
    return Answers.created(
        "Endpoint created successfully", uri, "endpoints/" + created.id(), data.build());
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
        EndpointWire.FIELDS,
        () ->
            endpoints.update(
                caller.tenant(),
                Face.EPAYSE,
                seen.id(),
                expected,
                current -> merge(EventEndpointSettings.toRequest(current), changes)));
    return Answers.message("Endpoint updated successfully", Answers.id(seen.id()));
  }

  @DELETE
  @Path("{id}")
  @Allowed(scope = "webhook:delete", permission = "webhooks.delete")
  public Response delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
    EndpointRecord seen = stored(id);
    Long expected = IfMatch.expected(ifMatch, seen.id(), seen.version());
    endpoints.delete(caller.tenant(), Face.EPAYSE, seen.id(), expected);
    return Answers.message("Endpoint deleted successfully");
  }

  /** Takes webhooks too. */
  @POST
  @Path("{id}/enable")
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response enable(@PathParam("id") String id) {
    EndpointRecord enabled = endpoints.enable(caller.tenant(), PathId.parse(id, KIND));
    return Answers.message("Endpoint enabled successfully", Answers.id(enabled.id()));
  }

  /** Takes webhooks too; what is pending is cancelled. */
  @POST
  @Path("{id}/disable")
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response disable(@PathParam("id") String id) {
    EndpointRecord disabled =
        endpoints.disable(caller.tenant(), PathId.parse(id, KIND), "disabled by its owner");
    return Answers.message("Endpoint disabled successfully", Answers.id(disabled.id()));
  }

  private EndpointRecord stored(String id) {
    return endpoints
        .find(caller.tenant(), Face.EPAYSE, PathId.parse(id, KIND))
        .orElseThrow(() -> new Refusal.NotFound(KIND, id));
  }

  private EndpointSettings merge(EndpointRequest standing, JsonObject changes) {
    Fields fields = Fields.of(changes);
    return EventEndpointSettings.of(rules.check(standing.with(fields), fields.errors()));
  }
}
