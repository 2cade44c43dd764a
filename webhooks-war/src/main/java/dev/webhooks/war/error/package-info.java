/** Every error in the contract's envelope, in one place. */
@NullMarked
package dev.webhooks.war.error;

import org.jspecify.annotations.NullMarked;
