/** Removes in the background what was kept long enough. */
@NullMarked
package dev.webhooks.ejb.retention;

import org.jspecify.annotations.NullMarked;
