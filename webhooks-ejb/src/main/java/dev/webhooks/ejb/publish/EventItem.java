package dev.webhooks.ejb.publish;

import dev.webhooks.core.payload.EventInput;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish.
 *
 * @param type such as {@code payment.succeeded}
 * @param data the JSON value of {@code data}, sent byte for byte
 * @param livemode false for test data
 * @param id the producer's own event id, which also makes a repetition recognisable; null: one is
 *     made
 * @param createdAt when it happened, null for now
 * @param channels labels endpoints can restrict themselves to
 * @param apiKeyId who published it, shown to receivers; null when unknown
 * @param idempotencyKey makes a repetition recognisable, null for none
 * @param contentHash of what the producer sent; null: of the other components
 */
public record EventItem(
    String type,
    byte[] data,
    boolean livemode,
    @Nullable String id,
    @Nullable Instant createdAt,
    Set<String> channels,
    @Nullable String apiKeyId,
    @Nullable String idempotencyKey,
    @Nullable ContentHash contentHash) {

  public EventItem {
    channels = Set.copyOf(channels);
  }

  /** An event with nothing special. */
  public static EventItem of(String type, byte[] data, boolean livemode) {
    return new EventItem(type, data, livemode, null, null, Set.of(), null, null, null);
  }

  /** An event as it was read from a producer's JSON. */
  public static EventItem of(
      EventInput input,
      @Nullable String apiKeyId,
      @Nullable String idempotencyKey,
      ContentHash contentHash) {
    return new EventItem(
        input.type(),
        input.data(),
        input.livemode(),
        input.id(),
        input.createdAt(),
        input.channels(),
        apiKeyId,
        idempotencyKey,
        contentHash);
  }

  /** The same, recognisable when it is repeated. */
  public EventItem withIdempotencyKey(String key) {
    return new EventItem(type, data, livemode, id, createdAt, channels, apiKeyId, key, contentHash);
  }
}
