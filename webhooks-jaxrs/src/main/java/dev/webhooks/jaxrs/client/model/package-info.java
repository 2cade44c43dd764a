/** What the client sends and receives: one record per shape of the contract. */
@NullMarked
package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.NullMarked;
