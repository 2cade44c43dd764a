package dev.webhooks.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.payload.BankTransaction;
import dev.webhooks.core.payload.EventEnvelope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;

/** What is signed, built, filtered and read: a payment of about 700 bytes, a bank transaction. */
final class Samples {
  static final String ID = "evt_01HQKZ7N3BXYZ0123456789ABC";
  static final String TYPE = "payment.succeeded";
  static final Instant CREATED = Instant.parse("2025-01-16T08:19:55Z");

  /** The value of {@code data}. */
  static final byte[] DATA =
      ("{\"object\":{\"id\":\"txn_01HQKZ0000000000000000000B\",\"object\":\"transaction\","
           + "\"amount\":10000,\"currency\":\"USD\",\"status\":\"SUCCESS\",\"merchant_ref\":\"ORDER-2025-001\",\"customer\":{\"name\":\"Nguyen"
           + " Van A\",\"email\":\"a@example.com\",\"country\":\"VN\"},\"lines\":["
           + "{\"sku\":\"A-1\",\"quantity\":2,\"price\":2500},{\"sku\":\"B-7\",\"quantity\":1,\"price\":5000}],"
           + "\"note\":\""
              + "n".repeat(120)
              + "\"}}")
          .getBytes(UTF_8);

  /** What a producer posts. */
  static final byte[] POSTED =
      ("{\"type\":\"" + TYPE + "\",\"livemode\":true,\"data\":" + new String(DATA, UTF_8) + "}")
          .getBytes(UTF_8);

  /** What is delivered. */
  static final byte[] BODY = EventEnvelope.write(ID, TYPE, CREATED, true, "client_01HQKZ", DATA);

  static final Event EVENT = new Event(ID, "tenant", TYPE, true, Set.of(), BODY, null);

  static final BankTransaction TRANSACTION =
      new BankTransaction(
          92704,
          "Vietcombank",
          LocalDateTime.parse("2024-07-02T11:08:33"),
          "1017588888",
          null,
          "SEVN63DC8E5C",
          "SEVN63DC8E5C chuyen tien",
          Direction.IN,
          "NGUYEN VAN A chuyen tien",
          new BigDecimal("5000000"),
          new BigDecimal("105000000"),
          "FT24012345678");

  private Samples() {}
}
