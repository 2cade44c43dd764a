package dev.webhooks.jaxrs.client.model;

/**
 * The receipt of a transaction: from here on it is not lost.
 *
 * @param id the transaction's id
 * @param eventId the event made of it
 * @param webhooks the number of webhooks it goes to
 */
public record PublishedTransaction(long id, String eventId, int webhooks) {}
