/** Which URLs and addresses may be called; knows no other package of the product. */
@NullMarked
package dev.webhooks.core.target;

import org.jspecify.annotations.NullMarked;
