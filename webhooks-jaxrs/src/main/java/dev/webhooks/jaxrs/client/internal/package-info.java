/** Shapes of the wire that callers never see; public only because JSON-B has to reach them. */
@NullMarked
package dev.webhooks.jaxrs.client.internal;

import org.jspecify.annotations.NullMarked;
