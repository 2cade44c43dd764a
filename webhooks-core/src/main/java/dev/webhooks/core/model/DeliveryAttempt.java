package dev.webhooks.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision to try a delivery, with its last HTTP exchange, as the log keeps it.
 *
 * @param number from 1, over all settlements of the delivery
 * @param trigger what made it happen
 * @param startedAt by the sending node's clock
 * @param timings where the time went
 * @param address the address that was dialled, null when none was
 * @param requestHeaders as sent, secrets redacted
 * @param result how it ended; a response's body is cut to what the log keeps
 * @param error why it was no success, null when it was
 */
public record DeliveryAttempt(
    int number,
    Trigger trigger,
    Instant startedAt,
    Timings timings,
    @Nullable String address,
    List<Header> requestHeaders,
    AttemptResult result,
    @Nullable ErrorClass error) {}
