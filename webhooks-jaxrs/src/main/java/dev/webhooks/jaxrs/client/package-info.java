/** The typed client of the service, on the JAX-RS client API; start at {@code WebhooksClient}. */
@NullMarked
package dev.webhooks.jaxrs.client;

import org.jspecify.annotations.NullMarked;
