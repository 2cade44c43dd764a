package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an event type's JSON Schema.
 *
 * @param version from 1
 * @param schema an object, or true or false
 * @param createdAt when it was added
 */
public record EventTypeSchema(int version, JsonValue schema, @Nullable Instant createdAt) {}
