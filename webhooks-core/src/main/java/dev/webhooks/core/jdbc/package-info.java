/** Events, pending deliveries, history and shard leases on PostgreSQL and H2. */
@NullMarked
package dev.webhooks.core.jdbc;

import org.jspecify.annotations.NullMarked;
