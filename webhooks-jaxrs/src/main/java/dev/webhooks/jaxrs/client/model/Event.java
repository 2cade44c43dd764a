package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published event.
 *
 * @param id {@code evt_…}; the receiver's idempotency key
 * @param type its type
 * @param created when it happened
 * @param livemode whether it went to live endpoints
 * @param apiKeyId who published it
 * @param data its payload; null in lists, and after its content was expunged
 */
public record Event(
    String id,
    String type,
    @Nullable Instant created,
    boolean livemode,
    @Nullable String apiKeyId,
    @Nullable JsonObject data) {}
