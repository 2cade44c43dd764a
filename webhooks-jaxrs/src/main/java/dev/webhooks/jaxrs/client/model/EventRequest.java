package dev.webhooks.jaxrs.client.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish; null fields are not sent.
 *
 * @param type a type of the catalogue
 * @param livemode whether it goes to live or to test endpoints
 * @param data sent to receivers as it is; holds {@code object}
 * @param id the producer's own id
 * @param created when it happened; otherwise when it is accepted
 * @param channels only endpoints that listen to one of these get it
 */
public record EventRequest(
    String type,
    boolean livemode,
    JsonObject data,
    @Nullable String id,
    @Nullable Instant created,
    @Nullable List<String> channels) {

  /** Copies the channels. */
  public EventRequest {
    channels = Copies.ofNullable(channels);
  }

  /** A live event about this object. */
  public static EventRequest live(String type, JsonObject object) {
    return about(type, true, object);
  }

  /** A test event about this object. */
  public static EventRequest test(String type, JsonObject object) {
    return about(type, false, object);
  }

  private static EventRequest about(String type, boolean livemode, JsonObject object) {
    JsonObject data = Json.createObjectBuilder().add("object", object).build();
    return new EventRequest(type, livemode, data, null, null, null);
  }

  /** The same with the producer's own id. */
  public EventRequest withId(String id) {
    return new EventRequest(type, livemode, data, id, created, channels);
  }

  /** The same with the time it happened. */
  public EventRequest createdAt(Instant created) {
    return new EventRequest(type, livemode, data, id, created, channels);
  }

  /** The same for these channels only. */
  public EventRequest inChannels(String... channels) {
    return new EventRequest(type, livemode, data, id, created, List.of(channels));
  }
}
