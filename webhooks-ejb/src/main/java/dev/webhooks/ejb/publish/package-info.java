/** The ways in: events and bank transactions from applications and from the REST API. */
@NullMarked
package dev.webhooks.ejb.publish;

import org.jspecify.annotations.NullMarked;
