package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an endpoint, on creation or (any subset) on update; null fields are not sent.
 * Built by {@link #builder()}.
 */
public record EndpointRequest(
    @Nullable String url,
    @Nullable String description,
    @Nullable List<String> eventTypes,
    @Nullable Boolean livemode,
    @Nullable Boolean enabled,
    @Nullable EndpointAuthentication authentication,
    @Nullable List<String> signatures,
    @Nullable Map<String, String> headers,
    @Nullable List<String> channels,
    @Nullable JsonObject filter,
    @Nullable Integer rateLimit,
    @Nullable Boolean ordered,
    @Nullable List<Long> retrySchedule,
    @Nullable Long timeoutSeconds,
    @Nullable Map<String, String> metadata,
    @Nullable Boolean verifyOwnership,
    @Nullable String secret) {

  /** Copies the collections. */
  public EndpointRequest {
    eventTypes = Copies.ofNullable(eventTypes);
    signatures = Copies.ofNullable(signatures);
    headers = Copies.ofNullable(headers);
    channels = Copies.ofNullable(channels);
    retrySchedule = Copies.ofNullable(retrySchedule);
    metadata = Copies.ofNullable(metadata);
  }

  /** A request without any field. */
  public static Builder builder() {
    return new Builder();
  }

  /** Names the endpoint; secrets stay out of logs. */
  @Override
  public String toString() {
    return "EndpointRequest[url=" + url + ", eventTypes=" + eventTypes + "]";
  }

  /** Collects the fields of a request; not thread-safe. */
  public static final class Builder {
    private @Nullable String url;
    private @Nullable String description;
    private @Nullable List<String> eventTypes;
    private @Nullable Boolean livemode;
    private @Nullable Boolean enabled;
    private @Nullable EndpointAuthentication authentication;
    private @Nullable List<String> signatures;
    private @Nullable Map<String, String> headers;
    private @Nullable List<String> channels;
    private @Nullable JsonObject filter;
    private @Nullable Integer rateLimit;
    private @Nullable Boolean ordered;
    private @Nullable List<Long> retrySchedule;
    private @Nullable Long timeoutSeconds;
    private @Nullable Map<String, String> metadata;
    private @Nullable Boolean verifyOwnership;
    private @Nullable String secret;

    private Builder() {}

    /** An https URL of a public host. */
    public Builder url(String url) {
      this.url = url;
      return this;
    }

    /** Free text. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /** Exact names, patterns such as {@code payment.*}, or {@code *}. */
    public Builder eventTypes(String... names) {
      this.eventTypes = List.of(names);
      return this;
    }

    /** Live or test events. */
    public Builder livemode(boolean livemode) {
      this.livemode = livemode;
      return this;
    }

    /** Whether it is sent anything; false cancels what is pending. */
    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    /** How the service authenticates itself; signatures unless said otherwise. */
    public Builder authentication(EndpointAuthentication authentication) {
      this.authentication = authentication;
      return this;
    }

    /** Any of {@code epayse}, {@code standard}, {@code standard-ed25519}. */
    public Builder signatures(String... schemes) {
      this.signatures = List.of(schemes);
      return this;
    }

    /** Further headers to send. */
    public Builder headers(Map<String, String> headers) {
      this.headers = headers;
      return this;
    }

    /** The channels it listens to; none: all. */
    public Builder channels(String... channels) {
      this.channels = List.of(channels);
      return this;
    }

    /** A condition on the payload, such as {@code {"data.object.amount":{"$gte":20000}}}. */
    public Builder filter(JsonObject filter) {
      this.filter = filter;
      return this;
    }

    /** Requests a second, at most. */
    public Builder rateLimit(int perSecond) {
      this.rateLimit = perSecond;
      return this;
    }

    /** Whether events come one after the other, in order. */
    public Builder ordered(boolean ordered) {
      this.ordered = ordered;
      return this;
    }

    /** The delays between attempts, up to five, in whole seconds from 1 s to a day. */
    public Builder retrySchedule(Duration... delays) {
      this.retrySchedule = Arrays.stream(delays).map(Duration::toSeconds).toList();
      return this;
    }

    /** The deadline of one attempt: 1 to 30 whole seconds. */
    public Builder timeout(Duration timeout) {
      this.timeoutSeconds = timeout.toSeconds();
      return this;
    }

    /** Free data of the owner. */
    public Builder metadata(Map<String, String> metadata) {
      this.metadata = metadata;
      return this;
    }

    /** Whether nothing is sent before the URL has answered a challenge. */
    public Builder verifyOwnership(boolean verifyOwnership) {
      this.verifyOwnership = verifyOwnership;
      return this;
    }

    /** A secret of one's own, {@code whsec_…}; the service makes one otherwise. */
    public Builder secret(String secret) {
      this.secret = secret;
      return this;
    }

    /** The request. */
    public EndpointRequest build() {
      return new EndpointRequest(
          url,
          description,
          eventTypes,
          livemode,
          enabled,
          authentication,
          signatures,
          headers,
          channels,
          filter,
          rateLimit,
          ordered,
          retrySchedule,
          timeoutSeconds,
          metadata,
          verifyOwnership,
          secret);
    }
  }
}
