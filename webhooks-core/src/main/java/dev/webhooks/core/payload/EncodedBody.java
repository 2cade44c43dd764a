package dev.webhooks.core.payload;

/**
 * A body ready to be sent.
 *
 * @param contentType the value of the {@code Content-Type} header
 * @param bytes not to be modified
 */
public record EncodedBody(String contentType, byte[] bytes) {}
