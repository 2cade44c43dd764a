package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A type of the event catalogue.
 *
 * @param name such as {@code payment.succeeded}
 * @param description one sentence; null leaves it out
 * @param schema a JSON Schema that payloads are checked against; null: none
 */
public record EventType(String name, @Nullable String description, @Nullable JsonObject schema) {}
