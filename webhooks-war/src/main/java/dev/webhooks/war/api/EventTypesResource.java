package dev.webhooks.war.api;

import dev.webhooks.ejb.Page;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.EventType;
import dev.webhooks.ejb.endpoint.EventTypeChange;
import dev.webhooks.ejb.endpoint.EventTypeService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The catalogue of event types; a type's name is its id. */
@Path("event-types")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class EventTypesResource {
  private static final String KIND = "Event type";

  private Caller caller;
  private EventTypeService types;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public EventTypesResource() {}

  @Inject
  public EventTypesResource(Caller caller, EventTypeService types) {
    this.caller = caller;
    this.types = types;
  }

  @GET
  @Allowed(scope = "webhook:read")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    int page = query.page();
    int limit = query.limit();
    query.errors().throwIfAny();
    return Answers.page(
        pageOf(types.list(caller.tenant()), page, limit), EventTypesResource::toJson);
  }

  @GET
  @Path("{name}")
  @Allowed(scope = "webhook:read")
  public Response get(@PathParam("name") String name) {
    return Answers.data(toJson(stored(name)));
  }

  /** Every version of its schema, newest first. */
  @GET
  @Path("{name}/schemas")
  @Allowed(scope = "webhook:read")
  public Response schemas(@PathParam("name") String name) {
    List<EventType.Schema> newestFirst = new ArrayList<>(stored(name).schemas());
    Collections.reverse(newestFirst);
    var json = Json.array();
    newestFirst.forEach(schema -> json.add(toJson(schema)));
    return Answers.data(json.build());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "event-type:write")
  public Response create(byte[] body, @Context UriInfo uri) {
    Fields fields = Fields.of(JsonReading.object(body));
    String name = fields.text("name", null);
    String description = fields.text("description", "");
    JsonObject schema = fields.object("schema", null);
    List<JsonObject> examples = fields.objects("examples", null);
    if (name == null && !fields.errors().has("name")) {
      fields.refuse("name", WebhookRequest.REQUIRED);
    }
    fields.errors().throwIfAny();
    EventType created =
        WireName.translating(
            Map.of(),
            () ->
                types.create(
                    caller.tenant(),
                    Objects.requireNonNull(name),
                    new EventTypeChange(description, text(schema), texts(examples), null)));
    return Answers.created(
        "Event type created successfully", uri, "event-types/" + created.name(), toJson(created));
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "event-type:write")
  public Response update(@PathParam("name") String name, byte[] body) {
    EventType seen = stored(name);
    Fields fields = Fields.of(JsonReading.object(body));
    EventTypeChange change = change(fields, seen.currentSchema().isPresent());
    fields.errors().throwIfAny();
    EventType updated =
        WireName.translating(Map.of(), () -> types.update(caller.tenant(), name, change));
    return Answers.message("Event type updated successfully", toJson(updated));
  }

  /** Archives it: what was published of it stays readable. */
  @DELETE
  @Path("{name}")
  @Allowed(scope = "event-type:write")
  public Response delete(@PathParam("name") String name) {
    stored(name);
    types.update(caller.tenant(), name, EventTypeChange.ARCHIVE);
    return Answers.message("Event type deleted successfully");
  }

  /**
   * What an update asks for: what is absent stays, null restores the default. Versions of a schema
   * stay too, so that null makes a new one, which accepts everything.
   */
  static EventTypeChange change(Fields fields, boolean hasSchema) {
    String description = fields.text("description", null);
    JsonObject schema = fields.object("schema", null);
    List<JsonObject> examples = fields.objects("examples", null);
    Boolean archived = fields.bool("archived", null);
    return new EventTypeChange(
        fields.isNull("description") ? "" : description,
        hasSchema && fields.isNull("schema") ? "{}" : text(schema),
        fields.isNull("examples") ? List.of() : texts(examples),
        fields.isNull("archived") ? Boolean.FALSE : archived);
  }

  private EventType stored(String name) {
    return types
        .find(caller.tenant(), PathId.text(name, KIND))
        .orElseThrow(() -> new Refusal.NotFound(KIND, name));
  }

  private static @Nullable String text(@Nullable JsonObject schema) {
    return schema == null ? null : schema.toString();
  }

  private static @Nullable List<String> texts(@Nullable List<JsonObject> examples) {
    return examples == null ? null : examples.stream().map(JsonObject::toString).toList();
  }

  private static Page<EventType> pageOf(List<EventType> all, int page, int limit) {
    List<EventType> items = all.stream().skip((page - 1L) * limit).limit(limit).toList();
    return new Page<>(items, all.size(), page, limit);
  }

  static JsonObject toJson(EventType type) {
    JsonObjectBuilder json =
        Json.object()
            .add("name", type.name())
            .add("description", type.description())
            .add("built_in", type.builtIn())
            .add("archived", type.archived());
    type.currentSchema()
        .ifPresentOrElse(
            schema ->
                json.add("schema_version", schema.version()).add("schema", value(schema.text())),
            () -> json.addNull("schema"));
    var examples = Json.array();
    type.examples().forEach(example -> examples.add(value(example)));
    return json.add("examples", examples).add("created_at", type.createdAt().toString()).build();
  }

  private static JsonObject toJson(EventType.Schema schema) {
    return Json.object()
        .add("version", schema.version())
        .add("schema", value(schema.text()))
        .add("created_at", schema.createdAt().toString())
        .build();
  }

  private static JsonValue value(String json) {
    return JsonReading.value(json.getBytes(StandardCharsets.UTF_8));
  }
}
