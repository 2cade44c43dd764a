/** Header lists in few bytes, as the log keeps them. */
@NullMarked
package dev.webhooks.core.headers;

import org.jspecify.annotations.NullMarked;
