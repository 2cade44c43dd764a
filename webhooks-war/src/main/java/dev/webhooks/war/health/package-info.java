/** Whether this node lives, is ready, and how it ends. */
@NullMarked
package dev.webhooks.war.health;

import org.jspecify.annotations.NullMarked;
