package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.model.Face;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The signing secrets of endpoints; those of webhooks are never shown. */
@Path("endpoints/{id}/secret")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class SigningSecretsResource {
  private static final long DAY = 86_400;
  private static final long WEEK = 7 * DAY;

  private Caller caller;
  private EndpointService endpoints;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public SigningSecretsResource() {}

  @Inject
  public SigningSecretsResource(Caller caller, EndpointService endpoints) {
    this.caller = caller;
    this.endpoints = endpoints;
  }

  @GET
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response get(@PathParam("id") String id) {
    EndpointRecord endpoint = stored(id);
    if (shownSecret(endpoint).isEmpty()) {
      throw new Refusal.NotFound("Secret", id);
    }
    return Answers.data(toJson(endpoint));
  }

  @POST
  @Path("rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "webhook:write", permission = "webhooks.edit")
  public Response rotate(@PathParam("id") String id, byte[] body) {
    EndpointRecord seen = stored(id);
    Fields fields = Fields.of(JsonReading.optionalObject(body));
    Long overlap = fields.integer("overlap_seconds", DAY);
    String given = fields.text("secret", null);
    if (overlap == null || overlap < 0 || overlap > WEEK) {
      fields.refuse("overlap_seconds", "must be from 0 to " + WEEK);
    }
    EndpointWire.checkSecret(given, fields.errors());
    fields.errors().throwIfAny();
    Duration duration = Duration.ofSeconds(overlap == null ? DAY : overlap);
    EndpointRecord rotated =
        WireName.translating(
            EndpointWire.FIELDS,
            () -> endpoints.rotateSecret(caller.tenant(), seen.id(), duration, secret(given)));
    return Answers.message("Secret rotated successfully", toJson(rotated));
  }

  /** The current secret: the symmetric one where there is one. */
  static Optional<String> shownSecret(EndpointRecord endpoint) {
    return endpoint.signingKeys().stream()
        .filter(key -> key.expiresAt() == null)
        .map(key -> key.secret().reveal())
        .sorted() // whsec_ before whsk_
        .findFirst();
  }

  private static JsonObject toJson(EndpointRecord endpoint) {
    return addText(Json.object(), "secret", shownSecret(endpoint).orElse(null)).build();
  }

  private static @Nullable SigningSecret secret(@Nullable String text) {
    return text == null ? null : SigningSecret.of(text);
  }

  private EndpointRecord stored(String id) {
    return endpoints
        .find(caller.tenant(), Face.EPAYSE, PathId.parse(id, EndpointsResource.KIND))
        .orElseThrow(() -> new Refusal.NotFound(EndpointsResource.KIND, id));
  }
}
