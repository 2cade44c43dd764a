package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.Direction;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionBodyTest {
  /** The published example: 324 bytes, whose signature is published too. */
  static final String PUBLISHED =
      "{\"id\":92704,\"gateway\":\"Vietcombank\",\"transactionDate\":\"2024-07-02 11:08:33\","
          + "\"accountNumber\":\"1017588888\",\"subAccount\":null,\"code\":\"SEVN63DC8E5C\","
          + "\"content\":\"SEVN63DC8E5C chuyen tien\",\"transferType\":\"in\","
          + "\"description\":\"NGUYEN VAN A chuyen tien\",\"transferAmount\":5000000,"
          + "\"accumulated\":105000000,\"referenceCode\":\"FT24012345678\"}";

  @Test
  void the_published_example_comes_out_byte_for_byte() {
    byte[] body = TransactionBody.write(published("SEVN63DC8E5C chuyen tien", "5000000"));
    assertThat(body).hasSize(324).asString(UTF_8).isEqualTo(PUBLISHED);
  }

  @Test
  void all_twelve_keys_are_there_whatever_is_null() {
    BankTransaction bare =
        new BankTransaction(
            1,
            "MBBank",
            LocalDateTime.of(2025, 1, 2, 0, 0),
            "0359123456",
            null,
            null,
            null,
            Direction.OUT,
            null,
            BigDecimal.ZERO,
            null,
            null);
    assertThat(TransactionBody.write(bare))
        .asString(UTF_8)
        .isEqualTo(
            "{\"id\":1,\"gateway\":\"MBBank\",\"transactionDate\":\"2025-01-02 00:00:00\","
                + "\"accountNumber\":\"0359123456\",\"subAccount\":null,\"code\":null,"
                + "\"content\":null,\"transferType\":\"out\",\"description\":null,"
                + "\"transferAmount\":0,\"accumulated\":null,\"referenceCode\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "5E+6, 5000000",
    "1E-3, 0.001",
    "20000.50, 20000.50",
    "0, 0",
    "7E0, 7",
    "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
  })
  void amounts_are_plain_numbers(String amount, String written) {
    assertThat(TransactionBody.write(published("x", amount)))
        .asString(UTF_8)
        .contains("\"transferAmount\":" + written + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nguyễn Văn Á 💸 | Nguyễn Văn Á 💸",
        "a\"b\\c/d | a\\\"b\\\\c/d",
        "<b>&'</b> | <b>&'</b>",
      })
  void only_what_must_be_escaped_is_escaped(String content, String written) {
    assertThat(TransactionBody.write(published(content, "1")))
        .asString(UTF_8)
        .contains("\"content\":\"" + written + "\"");
  }

  @Test
  void control_characters_are_escaped() {
    assertThat(TransactionBody.write(published("a\nb\tc\u0001\u007f", "1")))
        .asString(UTF_8)
        .contains("\"content\":\"a\\nb\\tc\\u0001\u007f\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1E+1000000",
        "1E+38",
        "0.0000000001",
        "100000000000000000000000000000000000000",
      })
  void amounts_nobody_has_are_refused(String amount) {
    assertThatThrownBy(() -> published("x", amount))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transferAmount");
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    assertThatThrownBy(() -> published("a\uD83D", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("content");
  }

  static BankTransaction published(String content, String amount) {
    return new BankTransaction(
        92704,
        "Vietcombank",
        LocalDateTime.of(2024, 7, 2, 11, 8, 33),
        "1017588888",
        null,
        "SEVN63DC8E5C",
        content,
        Direction.IN,
        "NGUYEN VAN A chuyen tien",
        new BigDecimal(amount),
        new BigDecimal("105000000"),
        "FT24012345678");
  }
}
