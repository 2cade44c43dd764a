package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint for signed events, as the service shows it; secrets are never part of it.
 *
 * @param id its id
 * @param url where events are sent
 * @param description free text
 * @param eventTypes exact names, patterns such as {@code payment.*}, or {@code *}
 * @param livemode whether it gets live or test events
 * @param enabled whether it is sent anything
 * @param disabledReason why it was disabled, if the service did so
 * @param disabledAt when it was disabled
 * @param ownership {@code not_required}, {@code pending} (nothing is sent yet) or {@code verified}
 * @param verifiedAt when its URL answered a challenge
 * @param authentication how the service authenticates itself, redacted
 * @param signatures the signature schemes sent
 * @param headers further headers sent
 * @param channels the channels it listens to; empty: all
 * @param filter the condition on the payload
 * @param rateLimit requests a second
 * @param ordered whether events come one after the other, in order
 * @param retrySchedule the delays of retries in seconds; null: the service's
 * @param timeoutSeconds for one attempt
 * @param metadata free data of the owner
 * @param publicKey {@code whpk_…}, with {@code standard-ed25519}
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Endpoint(
    long id,
    String url,
    @Nullable String description,
    List<String> eventTypes,
    boolean livemode,
    boolean enabled,
    @Nullable String disabledReason,
    @Nullable Instant disabledAt,
    @Nullable String ownership,
    @Nullable Instant verifiedAt,
    @Nullable JsonObject authentication,
    List<String> signatures,
    Map<String, String> headers,
    List<String> channels,
    @Nullable JsonObject filter,
    @Nullable Integer rateLimit,
    boolean ordered,
    @Nullable List<Long> retrySchedule,
    @Nullable Integer timeoutSeconds,
    Map<String, String> metadata,
    @Nullable String publicKey,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {

  /** Absent collections are empty. */
  public Endpoint {
    eventTypes = Copies.of(eventTypes);
    signatures = Copies.of(signatures);
    headers = Copies.of(headers);
    channels = Copies.of(channels);
    retrySchedule = Copies.ofNullable(retrySchedule);
    metadata = Copies.of(metadata);
  }
}
