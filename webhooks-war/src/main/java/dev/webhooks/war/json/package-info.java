/** Reads requests strictly and names everything that is wrong with them; writes answers. */
@NullMarked
package dev.webhooks.war.json;

import org.jspecify.annotations.NullMarked;
