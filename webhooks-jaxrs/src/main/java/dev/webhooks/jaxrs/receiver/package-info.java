/** Receiving webhooks in a JAX-RS application: one annotation lets only verified requests in. */
@NullMarked
package dev.webhooks.jaxrs.receiver;

import org.jspecify.annotations.NullMarked;
