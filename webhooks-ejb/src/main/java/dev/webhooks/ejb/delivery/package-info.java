/** What became of what was published: the log as tenants see it. */
@NullMarked
package dev.webhooks.ejb.delivery;

import org.jspecify.annotations.NullMarked;
