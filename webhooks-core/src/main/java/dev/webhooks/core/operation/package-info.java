/** Watching what is sent and recovering what was not: health, statistics, operational events. */
@NullMarked
package dev.webhooks.core.operation;

import org.jspecify.annotations.NullMarked;
