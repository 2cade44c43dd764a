/** The REST resources of the service. */
@NullMarked
package dev.webhooks.war.api;

import org.jspecify.annotations.NullMarked;
