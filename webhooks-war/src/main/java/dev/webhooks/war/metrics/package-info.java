/** What this node does, in numbers, for whoever watches it. */
@NullMarked
package dev.webhooks.war.metrics;

import org.jspecify.annotations.NullMarked;
