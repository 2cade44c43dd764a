/** The asynchronous HTTP transport, which dials only addresses it has checked itself. */
@NullMarked
package dev.webhooks.core.http;

import org.jspecify.annotations.NullMarked;
