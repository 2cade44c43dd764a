/**
 * When a failed delivery is tried again: pure arithmetic; knows no other package of the product.
 */
@NullMarked
package dev.webhooks.core.retry;

import org.jspecify.annotations.NullMarked;
