package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.Direction;
import dev.webhooks.ejb.publish.TransactionItem;
import dev.webhooks.war.json.InvalidRequestException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionRequestTest {
  private static final String WHOLE =
      """
      {"gateway":"Vietcombank","transaction_date":"2024-07-02 11:08:33",
       "account_number":"1017588888","sub_account":null,"code":"SEVN63DC8E5C",
       "content":"SEVN63DC8E5C chuyen tien","transfer_type":"in","transfer_amount":5000000,
       "accumulated":105000000.50,"reference_code":"FT24012345678","description":"d","id":92704}\
      """;

  private static TransactionItem read(String json) {
    return TransactionRequest.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), "key");
  }

  @Test
  void a_transaction_is_read() {
    TransactionItem item = read(WHOLE);
    assertThat(item.transactionDate()).isEqualTo(LocalDateTime.of(2024, 7, 2, 11, 8, 33));
    assertThat(item.direction()).isEqualTo(Direction.IN);
    assertThat(item.amount()).isEqualTo(new BigDecimal("5000000"));
    assertThat(item.accumulated()).isEqualTo(new BigDecimal("105000000.50"));
    assertThat(item.subAccount()).isNull();
    assertThat(item.id()).isEqualTo("92704");
    assertThat(item.idempotencyKey()).isEqualTo("key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"gateway\":\"Vietcombank\"                  | \"gateway\":null            | gateway",
        "\"transaction_date\":\"2024-07-02 11:08:33\" | \"transaction_date\":\"2024-02-30"
            + " 11:08:33\" | transaction_date",
        "\"transaction_date\":\"2024-07-02 11:08:33\" |"
            + " \"transaction_date\":\"2024-07-02T11:08:33Z\" | transaction_date",
        "\"account_number\":\"1017588888\"            | \"account_number\":1017588888 |"
            + " account_number",
        "\"transfer_type\":\"in\"                     | \"transfer_type\":\"IN\"    |"
            + " transfer_type",
        "\"transfer_type\":\"in\"                     | \"x\":1                     |"
            + " transfer_type",
        "\"transfer_amount\":5000000                  | \"transfer_amount\":-1      |"
            + " transfer_amount",
        "\"transfer_amount\":5000000                  | \"transfer_amount\":\"5\"   |"
            + " transfer_amount",
        "\"transfer_amount\":5000000                  | \"transfer_amount\":1E+1000000 |"
            + " transfer_amount",
        "\"transfer_amount\":5000000                  | \"transfer_amount\":1E-10   |"
            + " transfer_amount",
        "\"code\":\"SEVN63DC8E5C\"                    | \"code\":\"\\u0000\"        | code",
        "\"id\":92704                                 | \"id\":\"a b\"              | id",
        "\"id\":92704                                 | \"id\":1.5                  | id"
      })
  void what_is_wrong_is_named(String right, String wrong, String field) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.errors()).containsOnlyKeys(field));
  }

  @Test
  void an_emoji_is_one_character() {
    String code = "SEVN63DC8E5C\",";
    String longest = "\uD83D\uDE00".repeat(255);
    assertThat(read(WHOLE.replace(code, longest + "\",")).code()).isEqualTo(longest);
    assertThatThrownBy(() -> read(WHOLE.replace(code, longest + "x\",")))
        .isInstanceOf(InvalidRequestException.class);
  }
}
