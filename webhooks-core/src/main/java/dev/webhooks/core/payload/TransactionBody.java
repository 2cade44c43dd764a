package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.webhooks.core.model.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The JSON that SePay's receivers get: all twelve keys always, in the origin's order. */
public final class TransactionBody {
  private static final int USUAL_SIZE = 512;
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private TransactionBody() {}

  /** The body of this transaction, in UTF-8. The same transaction always gives the same bytes. */
  public static byte[] write(BankTransaction transaction) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      writeFacts(json, transaction);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeFacts(JsonGenerator json, BankTransaction facts) throws IOException {
    json.writeNumberField("id", facts.id());
    json.writeStringField("gateway", facts.gateway());
    json.writeStringField("transactionDate", LOCAL_TIME.format(facts.transactionDate()));
    json.writeStringField("accountNumber", facts.accountNumber());
    json.writeStringField("subAccount", facts.subAccount());
    json.writeStringField("code", facts.code());
    json.writeStringField("content", facts.content());
    json.writeStringField("transferType", facts.transferType() == Direction.IN ? "in" : "out");
    json.writeStringField("description", facts.description());
    writeAmount(json, "transferAmount", facts.transferAmount());
    writeAmount(json, "accumulated", facts.accumulated());
    json.writeStringField("referenceCode", facts.referenceCode());
  }

  private static void writeAmount(JsonGenerator json, String key, @Nullable BigDecimal amount)
      throws IOException {
    json.writeFieldName(key);
    if (amount == null) {
      json.writeNull();
    } else {
      json.writeNumber(amount.toPlainString());
    }
  }
}
