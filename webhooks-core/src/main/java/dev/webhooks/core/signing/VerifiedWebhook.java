package dev.webhooks.core.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a right signature vouches for besides the body.
 *
 * @param id the message id, which stays the same in every repetition; null for the schemes whose
 *     signature does not cover it (SePay, EPaySe): take it from the verified body there
 * @param signedAt when the sender signed this attempt, to the second
 */
public record VerifiedWebhook(@Nullable String id, Instant signedAt) {}
