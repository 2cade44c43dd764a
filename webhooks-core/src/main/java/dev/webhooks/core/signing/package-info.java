/** Signing and verifying webhook requests; knows no other package of the product. */
@NullMarked
package dev.webhooks.core.signing;

import org.jspecify.annotations.NullMarked;
