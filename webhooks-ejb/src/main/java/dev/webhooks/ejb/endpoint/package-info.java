/** What people manage: endpoints with their secrets, bank accounts, event types. */
@NullMarked
package dev.webhooks.ejb.endpoint;

import org.jspecify.annotations.NullMarked;
