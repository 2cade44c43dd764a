package dev.webhooks.core.payload;

import dev.webhooks.core.model.Direction;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A movement on a bank account: the twelve facts that SePay's receivers are told.
 *
 * @param id the number receivers recognise a repetition by
 * @param gateway the bank, such as {@code Vietcombank}
 * @param transactionDate local time of the bank, to the second
 * @param accountNumber the bank account
 * @param subAccount the virtual account, null when there is none
 * @param code the payment code found in the content, null when there is none
 * @param content the transfer's text
 * @param transferType in or out
 * @param description the bank's whole message
 * @param transferAmount not negative
 * @param accumulated the balance afterwards
 * @param referenceCode the bank's reference
 */
public record BankTransaction(
    long id,
    String gateway,
    LocalDateTime transactionDate,
    String accountNumber,
    @Nullable String subAccount,
    @Nullable String code,
    @Nullable String content,
    Direction transferType,
    @Nullable String description,
    BigDecimal transferAmount,
    @Nullable BigDecimal accumulated,
    @Nullable String referenceCode) {

  private static final int MAX_DIGITS = 38;
  private static final int MAX_SCALE = 9;

  /**
   * A transaction.
   *
   * @throws IllegalArgumentException if the amount is negative, a number has more than 38 digits or
   *     more than 9 decimals, or a text has half a surrogate pair; names the fact
   */
  public BankTransaction {
    requireUnicode("gateway", gateway);
    requireUnicode("accountNumber", accountNumber);
    requireUnicode("subAccount", subAccount);
    requireUnicode("code", code);
    requireUnicode("content", content);
    requireUnicode("description", description);
    requireUnicode("referenceCode", referenceCode);
    requireBounded("transferAmount", transferAmount);
    requireBounded("accumulated", accumulated);
    if (transferAmount.signum() < 0) {
      throw new IllegalArgumentException("transferAmount must not be negative: " + transferAmount);
    }
  }

  /** Written out plainly, 1E+1000000 would be a megabyte. */
  private static void requireBounded(String name, @Nullable BigDecimal number) {
    if (number != null
        && (number.scale() > MAX_SCALE
            || (long) number.precision() - Math.min(number.scale(), 0) > MAX_DIGITS)) {
      throw new IllegalArgumentException(
          name + " must have at most " + MAX_DIGITS + " digits and " + MAX_SCALE + " decimals");
    }
  }

  private static void requireUnicode(String name, @Nullable String text) {
    if (text != null && text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new IllegalArgumentException(name + " must not contain half a surrogate pair");
    }
  }
}
