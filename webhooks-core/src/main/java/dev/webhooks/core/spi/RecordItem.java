package dev.webhooks.core.spi;

import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.PendingDelivery;
import org.jspecify.annotations.Nullable;

/**
 * One outcome to record.
 *
 * @param delivery as it was fetched
 * @param attempt what was tried; null when it is settled without a try: cancelled, its content
 *     expunged, or too old for its retry
 * @param decision what becomes of it
 * @param verifies whether a success marks the event's bank transaction as verified
 */
public record RecordItem(
    PendingDelivery delivery,
    @Nullable DeliveryAttempt attempt,
    Decision decision,
    boolean verifies) {}
