package dev.webhooks.jaxrs.client.internal;

/** The id of what was just made. */
public record Created(long id) {}
