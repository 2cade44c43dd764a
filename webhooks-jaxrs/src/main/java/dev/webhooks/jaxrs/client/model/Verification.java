package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a challenge.
 *
 * @param answered whether the receiver sent the token back
 * @param ownership {@code pending} or {@code verified}, as it is now
 * @param verifiedAt when it was verified
 * @param attempt the request and its answer
 */
public record Verification(
    boolean answered,
    String ownership,
    @Nullable Instant verifiedAt,
    @Nullable DeliveryAttempt attempt) {}
