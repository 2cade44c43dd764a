package dev.webhooks.core.spi;

/**
 * A node's ownership of a shard: valid as long as the shard has this epoch.
 *
 * @param shard from 0
 * @param epoch raised by every change of owner
 */
public record ShardClaim(int shard, long epoch) {}
