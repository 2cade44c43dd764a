package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Authentication;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.payload.EncodedBody;
import dev.webhooks.core.signing.Signer;
import dev.webhooks.core.target.HeaderPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every request to one endpoint has in common, prepared once per version of the endpoint and
 * set of live signing keys. Immutable and thread-safe.
 */
final class RequestTemplate {
  private final Endpoint endpoint;
  private final Header userAgent;
  private final List<Header> fixed;
  private final List<Header> fixedLogged;
  private final @Nullable Signer signer;
  private final Instant validUntil;

  private RequestTemplate(Endpoint endpoint, String userAgent, Instant now) {
    this.endpoint = endpoint;
    this.userAgent = new Header("User-Agent", userAgent);
    this.fixed = fixedHeaders(endpoint);
    this.fixedLogged = fixed.stream().map(header -> redacted(endpoint, header)).toList();
    List<SigningKey> live = liveKeys(endpoint, now);
    this.signer = signer(endpoint, live);
    this.validUntil =
        live.stream()
            .map(SigningKey::expiresAt)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
  }

  /**
   * @param now by the database's clock: which signing keys are live
   */
  static RequestTemplate of(Endpoint endpoint, String userAgent, Instant now) {
    return new RequestTemplate(endpoint, userAgent, now);
  }

  /** Whether it still says what this endpoint's requests look like. */
  boolean fits(Endpoint current, Instant now) {
    return endpoint == current && now.isBefore(validUntil);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * The request that sends this content now.
   *
   * @param unixSeconds by the node's clock: the signed timestamp
   */
  OutgoingRequest request(Content content, BodyFormat format, long unixSeconds) {
    EncodedBody body = content.body(format);
    List<Header> headers = new ArrayList<>(12);
    headers.add(new Header("Content-Type", body.contentType()));
    headers.add(userAgent);
    if (endpoint.face() == Face.EPAYSE) {
      headers.add(new Header("X-Webhook-Event-Id", content.eventId()));
      headers.add(new Header("X-Webhook-Event-Type", content.eventType()));
    }
    if (signer != null) {
      signer.sign(
          content.eventId(),
          unixSeconds,
          body.bytes(),
          (name, value) -> headers.add(new Header(name, value)));
    }
    if (fixed.isEmpty()) {
      return new OutgoingRequest(endpoint.url(), headers, body.bytes(), headers);
    }
    List<Header> logged = new ArrayList<>(headers.size() + fixed.size());
    logged.addAll(headers);
    logged.addAll(fixedLogged);
    headers.addAll(fixed);
    return new OutgoingRequest(endpoint.url(), headers, body.bytes(), logged);
  }

  private static List<Header> fixedHeaders(Endpoint endpoint) {
    List<Header> headers = new ArrayList<>();
    if (endpoint.authentication() instanceof Authentication.FixedHeader header) {
      headers.add(new Header(header.name(), header.value().reveal()));
    }
    headers.addAll(endpoint.headers());
    return List.copyOf(headers);
  }

  private static Header redacted(Endpoint endpoint, Header header) {
    boolean secret =
        HeaderPolicy.isSecret(header.name())
            || (endpoint.authentication() instanceof Authentication.FixedHeader own
                && own.name().equalsIgnoreCase(header.name()));
    return secret ? new Header(header.name(), OutgoingRequest.STARS) : header;
  }

  private static List<SigningKey> liveKeys(Endpoint endpoint, Instant now) {
    return endpoint.authentication() instanceof Authentication.Signed signed
        ? signed.keys().stream().filter(key -> key.isLiveAt(now)).toList()
        : List.of();
  }

  private static @Nullable Signer signer(Endpoint endpoint, List<SigningKey> live) {
    return endpoint.authentication() instanceof Authentication.Signed signed
        ? Signer.of(signed.schemes(), live.stream().map(SigningKey::secret).toList())
        : null;
  }
}
