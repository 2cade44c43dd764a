package dev.webhooks.ejb.publish;

import dev.webhooks.core.model.Direction;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A bank transaction to publish. What is null is sent as null.
 *
 * @param gateway the bank's name, which with the account number names a bank account of the tenant
 * @param transactionDate local time of the bank
 * @param accountNumber see gateway
 * @param subAccount the virtual account's number
 * @param code the payment code
 * @param content the transfer's text
 * @param direction in or out
 * @param amount not negative
 * @param accumulated the balance afterwards
 * @param referenceCode the bank's reference
 * @param description further text
 * @param id the producer's own id, which makes a repetition recognisable; null for none
 * @param idempotencyKey makes a repetition recognisable, null for none
 * @param contentHash SHA-256 of what the producer sent; null: of the other components
 */
public record TransactionItem(
    String gateway,
    LocalDateTime transactionDate,
    String accountNumber,
    @Nullable String subAccount,
    @Nullable String code,
    @Nullable String content,
    Direction direction,
    BigDecimal amount,
    @Nullable BigDecimal accumulated,
    @Nullable String referenceCode,
    @Nullable String description,
    @Nullable String id,
    @Nullable String idempotencyKey,
    @Nullable ContentHash contentHash) {}
