package dev.webhooks.jaxrs.client.internal;

/** A secret that is shown. */
public record Secret(String secret) {}
