/** Holds what the service answers against its API document, and asks it what nobody expects. */
@NullMarked
package dev.webhooks.it.contract;

import org.jspecify.annotations.NullMarked;
