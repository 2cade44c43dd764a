package dev.webhooks.core.spi;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log shows it.
 *
 * @param number the store's number
 * @param id unique in its tenant
 * @param type the event's type
 * @param livemode false for test data
 * @param channels its labels
 * @param createdAt when it was published, by the database's clock
 * @param deliveries to how many endpoints it went
 * @param transactionId the number of the bank transaction, null when it is none
 * @param body the JSON, null when it was expunged or not asked for
 */
public record LoggedEvent(
    long number,
    String id,
    String type,
    boolean livemode,
    Set<String> channels,
    Instant createdAt,
    int deliveries,
    @Nullable Long transactionId,
    byte @Nullable [] body) {}
