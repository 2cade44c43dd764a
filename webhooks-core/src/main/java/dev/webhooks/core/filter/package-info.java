/** Conditions on the content of events, as tenants write them. */
@NullMarked
package dev.webhooks.core.filter;

import org.jspecify.annotations.NullMarked;
