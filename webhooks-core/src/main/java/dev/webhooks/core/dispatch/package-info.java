/** Publishing events and dispatching what is owed for them. */
@NullMarked
package dev.webhooks.core.dispatch;

import org.jspecify.annotations.NullMarked;
