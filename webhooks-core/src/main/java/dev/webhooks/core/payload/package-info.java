/** The wire formats of what is delivered: bank transactions and event envelopes. */
@NullMarked
package dev.webhooks.core.payload;

import org.jspecify.annotations.NullMarked;
