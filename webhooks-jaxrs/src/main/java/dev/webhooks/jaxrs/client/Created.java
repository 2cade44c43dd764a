package dev.webhooks.jaxrs.client;

/** The id of what was just made. */
record Created(long id) {}
