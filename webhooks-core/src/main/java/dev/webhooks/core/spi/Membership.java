package dev.webhooks.core.spi;

import java.time.Instant;
import java.util.List;

/**
 * What a heartbeat told a node.
 *
 * @param now the database's time
 * @param claims the shards it owns, after taking what was free or orphaned up to its fair share
 * @param surplus how many of them are more than its fair share: to be drained and released
 */
public record Membership(Instant now, List<ShardClaim> claims, int surplus) {}
