/** MicroProfile Config made into validated settings, the data source and the composition root. */
@NullMarked
package dev.webhooks.ejb.config;

import org.jspecify.annotations.NullMarked;
