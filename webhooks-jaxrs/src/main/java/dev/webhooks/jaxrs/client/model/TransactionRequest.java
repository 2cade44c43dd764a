package dev.webhooks.jaxrs.client.model;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A bank transaction to publish; null fields are not sent. Built by {@link #builder}.
 *
 * @param id the producer's own id, which makes a repeated publication harmless
 * @param gateway the bank's name; with the number it names the account
 * @param transactionDate in the service's configured zone
 * @param accountNumber the account's number
 * @param subAccount the virtual account's number
 * @param code the payment code found in the content
 * @param content the transfer's text
 * @param transferType its direction
 * @param transferAmount the amount, without currency
 * @param accumulated the balance after it
 * @param referenceCode the bank's reference
 * @param description the whole text of the bank's message
 */
public record TransactionRequest(
    @Nullable String id,
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
    @Nullable String description) {

  /** A transaction of this account. */
  public static Builder builder(String gateway, String accountNumber) {
    return new Builder(gateway, accountNumber);
  }

  /** Collects the fields of a transaction; not thread-safe. */
  public static final class Builder {
    private final String gateway;
    private final String accountNumber;
    private @Nullable String id;
    private @Nullable LocalDateTime transactionDate;
    private @Nullable String subAccount;
    private @Nullable String code;
    private @Nullable String content;
    private @Nullable TransferType transferType;
    private @Nullable BigDecimal transferAmount;
    private @Nullable BigDecimal accumulated;
    private @Nullable String referenceCode;
    private @Nullable String description;

    private Builder(String gateway, String accountNumber) {
      this.gateway = gateway;
      this.accountNumber = accountNumber;
    }

    /** The producer's own id. */
    public Builder id(String id) {
      this.id = id;
      return this;
    }

    /** When it was booked, in the service's configured zone; required. */
    public Builder transactionDate(LocalDateTime date) {
      this.transactionDate = date;
      return this;
    }

    /** The virtual account's number. */
    public Builder subAccount(String number) {
      this.subAccount = number;
      return this;
    }

    /** The payment code found in the content. */
    public Builder code(@Nullable String code) {
      this.code = code;
      return this;
    }

    /** The transfer's text. */
    public Builder content(String content) {
      this.content = content;
      return this;
    }

    /** Money in; this or {@link #out} is required. */
    public Builder in(BigDecimal amount) {
      this.transferType = TransferType.IN;
      this.transferAmount = amount;
      return this;
    }

    /** Money out. */
    public Builder out(BigDecimal amount) {
      this.transferType = TransferType.OUT;
      this.transferAmount = amount;
      return this;
    }

    /** The balance after it. */
    public Builder accumulated(BigDecimal balance) {
      this.accumulated = balance;
      return this;
    }

    /** The bank's reference. */
    public Builder referenceCode(String code) {
      this.referenceCode = code;
      return this;
    }

    /** The whole text of the bank's message. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /**
     * The transaction.
     *
     * @throws IllegalArgumentException without a date or an amount
     */
    public TransactionRequest build() {
      if (transactionDate == null || transferType == null || transferAmount == null) {
        throw new IllegalArgumentException(
            "A transaction needs its date and its amount, in or out");
      }
      return new TransactionRequest(
          id,
          gateway,
          transactionDate,
          accountNumber,
          subAccount,
          code,
          content,
          transferType,
          transferAmount,
          accumulated,
          referenceCode,
          description);
    }
  }
}
