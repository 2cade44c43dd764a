package dev.webhooks.core.dispatch;

/**
 * What a {@link Dispatcher} has done since it was built and what it holds now.
 *
 * @param sent attempts started
 * @param succeeded attempts the receiver accepted
 * @param failed attempts it did not
 * @param recorded outcomes stored
 * @param refused outcomes thrown away because the shard had another owner by then
 * @param inFlight attempts under way
 * @param buffered deliveries in memory that wait for their turn
 * @param lanes endpoints with something in memory or a known due time
 * @param shards shards owned
 */
public record DispatcherStats(
    long sent,
    long succeeded,
    long failed,
    long recorded,
    long refused,
    int inFlight,
    int buffered,
    int lanes,
    int shards) {}
