package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.Nullable;

/**
 * A value with the version it was read at, for an update that loses no other one.
 *
 * @param value what was read
 * @param etag goes back as {@code If-Match}; null if none came with the answer: then updates and
 *     deletions of it are refused with an {@link IllegalArgumentException}
 */
public record Versioned<T>(T value, @Nullable String etag) {}
