/** The service inside a Jakarta EE application: what other applications and the REST API call. */
@NullMarked
package dev.webhooks.ejb;

import org.jspecify.annotations.NullMarked;
