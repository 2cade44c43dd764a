package dev.webhooks.jaxrs.client.model;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A published bank transaction.
 *
 * @param id its id, as receivers get it
 * @param eventId the event that was made of it
 * @param webhooks to how many webhooks it went
 * @param verified whether a webhook that verifies payments was accepted
 * @param verifiedAt when that was, in the service's configured zone
 * @see TransactionRequest the other fields
 */
public record Transaction(
    long id,
    String gateway,
    LocalDateTime transactionDate,
    String accountNumber,
    @Nullable String subAccount,
    @Nullable String code,
    @Nullable String content,
    TransferType transferType,
    BigDecimal transferAmount,
    @Nullable BigDecimal accumulated,
    @Nullable String referenceCode,
    @Nullable String description,
    @Nullable String eventId,
    int webhooks,
    boolean verified,
    @Nullable LocalDateTime verifiedAt) {}
