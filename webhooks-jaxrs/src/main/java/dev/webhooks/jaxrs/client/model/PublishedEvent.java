package dev.webhooks.jaxrs.client.model;

/**
 * The receipt of an event: from here on it is not lost.
 *
 * @param id the event's id
 * @param deliveries the number of endpoints it goes to
 */
public record PublishedEvent(String id, int deliveries) {}
