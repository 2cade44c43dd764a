package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an event type, on creation or (null fields are not sent) on update.
 *
 * @param name such as {@code invoice.paid}; cannot be changed
 * @param description one sentence
 * @param schema a JSON Schema that payloads are checked against
 */
public record EventTypeRequest(
    String name, @Nullable String description, @Nullable JsonObject schema) {}
