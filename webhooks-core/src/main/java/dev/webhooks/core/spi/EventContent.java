package dev.webhooks.core.spi;

/**
 * What is sent of an event.
 *
 * @param number the store's number
 * @param id the event's id
 * @param type the event's type
 * @param body the JSON as published
 */
public record EventContent(long number, String id, String type, byte[] body) {}
