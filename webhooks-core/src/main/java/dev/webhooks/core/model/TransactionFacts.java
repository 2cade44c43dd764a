package dev.webhooks.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What matching needs to know of a bank transaction.
 *
 * @param transactionId the number receivers see as {@code id}
 * @param bankAccountId the account it happened on
 * @param subAccountId the virtual account, null when there is none
 * @param direction in or out
 * @param hasCode whether it carries a payment code
 */
public record TransactionFacts(
    long transactionId,
    long bankAccountId,
    @Nullable Long subAccountId,
    Direction direction,
    boolean hasCode) {}
