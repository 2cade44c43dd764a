package dev.webhooks.core.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that receivers are told about. It never changes after publication:
 * every attempt of every delivery sends the same id and the same bytes.
 *
 * @param id {@code evt_} and a ULID, or the producer's own; the receiver's idempotency key; unique
 *     in its tenant
 * @param tenant whose event it is
 * @param type such as {@code payment.succeeded}; {@code transaction.in} or {@code transaction.out}
 *     for a bank transaction
 * @param livemode false for test data
 * @param channels labels endpoints can restrict themselves to; often empty
 * @param body the JSON that is sent; for a bank transaction the form bodies derive from it
 * @param transaction set for a bank transaction only
 */
public record Event(
    String id,
    String tenant,
    String type,
    boolean livemode,
    Set<String> channels,
    byte[] body,
    @Nullable TransactionFacts transaction) {

  /** The type of money coming in. */
  public static final String TRANSACTION_IN = "transaction.in";

  /** The type of money going out. */
  public static final String TRANSACTION_OUT = "transaction.out";
}
