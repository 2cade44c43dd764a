package dev.webhooks.war.api;

import dev.webhooks.core.model.Direction;
import dev.webhooks.ejb.publish.ContentHash;
import dev.webhooks.ejb.publish.TransactionItem;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.JsonReading;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a bank transaction as its producer writes it, and everything that is wrong with it. */
final class TransactionRequest {
  private static final Map<String, Direction> DIRECTIONS =
      WebhookWire.byName(Direction.values(), direction -> direction == Direction.IN ? "in" : "out");

  /** Four digits: a letter pattern would take a year with a sign. */
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd HH:mm:ss")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int MAX_NAME = 255;
  private static final int MAX_TEXT = 4000;
  private static final int MAX_DIGITS = 38;
  private static final int MAX_DECIMALS = 9;

  private final Fields fields;

  private TransactionRequest(Fields fields) {
    this.fields = fields;
  }

  /**
   * The transaction.
   *
   * @param idempotencyKey null for none
   * @throws dev.webhooks.war.json.InvalidRequestException with everything that is wrong
   */
  static TransactionItem read(ByteBuffer item, @Nullable String idempotencyKey) {
    byte[] bytes = new byte[item.remaining()];
    item.duplicate().get(bytes);
    return new TransactionRequest(Fields.of(JsonReading.object(bytes)))
        .read(idempotencyKey, ContentHash.of(item.duplicate()));
  }

  private TransactionItem read(@Nullable String idempotencyKey, ContentHash contentHash) {
    String gateway = required("gateway", text("gateway", MAX_NAME));
    LocalDateTime date = required("transaction_date", date());
    String account = required("account_number", text("account_number", MAX_NAME));
    String subAccount = text("sub_account", MAX_NAME);
    String code = text("code", MAX_NAME);
    String content = text("content", MAX_TEXT);
    Direction direction =
        required("transfer_type", fields.oneOf("transfer_type", DIRECTIONS, null));
    BigDecimal amount = required("transfer_amount", amount("transfer_amount"));
    if (amount != null && amount.signum() < 0) {
      fields.refuse("transfer_amount", "must not be negative");
    }
    BigDecimal accumulated = amount("accumulated");
    String reference = text("reference_code", MAX_NAME);
    String description = text("description", MAX_TEXT);
    String id = id();
    fields.errors().throwIfAny();
    return new TransactionItem(
        Objects.requireNonNull(gateway),
        Objects.requireNonNull(date),
        Objects.requireNonNull(account),
        subAccount,
        code,
        content,
        Objects.requireNonNull(direction),
        Objects.requireNonNull(amount),
        accumulated,
        reference,
        description,
        id,
        idempotencyKey,
        contentHash);
  }

  private <T> @Nullable T required(String name, @Nullable T value) {
    if (value == null && !fields.errors().has(name)) {
      fields.refuse(name, WebhookRequest.REQUIRED);
    }
    return value;
  }

  private @Nullable String text(String name, int most) {
    String text = fields.text(name, null);
    if (text != null && text.codePointCount(0, text.length()) > most) {
      fields.refuse(name, "must have at most " + most + " characters");
    }
    return text;
  }

  private @Nullable LocalDateTime date() {
    String text = fields.text("transaction_date", null);
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text, LOCAL);
    } catch (DateTimeException e) {
      fields.refuse("transaction_date", "must be a local time such as 2024-07-02 11:08:33");
      return null;
    }
  }

  /** Bounded, because 1E+1000000 would be written out as a megabyte. */
  private @Nullable BigDecimal amount(String name) {
    BigDecimal number = fields.decimal(name, null);
    if (number != null
        && (number.scale() > MAX_DECIMALS
            || (long) number.precision() - Math.min(number.scale(), 0) > MAX_DIGITS)) {
      fields.refuse(
          name, "must have at most " + MAX_DIGITS + " digits and " + MAX_DECIMALS + " decimals");
    }
    return number;
  }

  private @Nullable String id() {
    String text = fields.textOrInteger("id");
    if (text != null && !text.matches("[A-Za-z0-9_.:-]{1,64}")) {
      fields.refuse("id", "must have 1 to 64 letters, digits, _, ., : and -");
    }
    return text;
  }
}
