/** Brings stored secrets under the newest key, so that older keys can be removed. */
@NullMarked
package dev.webhooks.ejb.rotation;

import org.jspecify.annotations.NullMarked;
