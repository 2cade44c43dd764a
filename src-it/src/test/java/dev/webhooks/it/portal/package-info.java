/** The portal page, in a browser, as people use it. */
@NullMarked
package dev.webhooks.it.portal;

import org.jspecify.annotations.NullMarked;
