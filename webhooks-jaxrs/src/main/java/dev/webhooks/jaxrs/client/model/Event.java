package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published event.
 *
 * @param id {@code evt_…}; the receiver's idempotency key
 * @param type its type
 * @param livemode whether it went to live endpoints
 * @param channels the labels it was published with
 * @param deliveries to how many endpoints it went
 * @param createdAt when it was published
 * @param created when it happened
 * @param transactionId the bank transaction, if it is one
 * @param apiKeyId who published it
 * @param contentRemoved whether its content was expunged
 * @param data its payload; null in lists, and after its content was expunged
 */
public record Event(
    String id,
    String type,
    boolean livemode,
    List<String> channels,
    int deliveries,
    @Nullable Instant createdAt,
    @Nullable Instant created,
    @Nullable Long transactionId,
    @Nullable String apiKeyId,
    boolean contentRemoved,
    @Nullable JsonObject data) {

  /** Absent channels are none. */
  public Event {
    channels = Copies.of(channels);
  }
}
