package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.retry.RetrySchedule;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an endpoint is sent to, in columns. Headers may carry secrets and are encrypted. */
@Embeddable
public class SendingColumns {
  private static final String HEADERS_COLUMN = "headers";

  @Enumerated(EnumType.STRING)
  @Column(name = "body_format")
  private BodyFormat bodyFormat;

  /** ISO-8601 durations between commas; empty for no retry, null for the installation's. */
  @Column(name = "retry_delays")
  private @Nullable String retryDelays;

  @Column(name = "timeout_ms")
  private @Nullable Long timeoutMillis;

  @Column(name = "headers_cipher")
  private @Nullable String headersCipher;

  @Column(name = "rate_limit")
  private @Nullable Integer rateLimit;

  private boolean ordered;

  @Column(name = "verifies_payment")
  private boolean verifiesPayment;

  @Convert(converter = LabelsConverter.class)
  private Map<String, String> metadata = Map.of();

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected SendingColumns() {}

  static SendingColumns of(EndpointSettings settings, Seal seal) {
    SendingColumns columns = new SendingColumns();
    columns.bodyFormat = settings.bodyFormat();
    columns.retryDelays =
        settings.retryDelays() == null
            ? null
            : new RetrySchedule(settings.retryDelays(), 0, null).text();
    columns.timeoutMillis = settings.timeout() == null ? null : settings.timeout().toMillis();
    columns.headersCipher = settings.headers().isEmpty() ? null : seal(settings.headers(), seal);
    columns.rateLimit = settings.rateLimit();
    columns.ordered = settings.ordered();
    columns.verifiesPayment = settings.verifiesPayment();
    columns.metadata = settings.metadata();
    return columns;
  }

  void renewSecrets(SecretKeys keys, Seal seal) {
    if (headersCipher != null && !headersCipher.startsWith(keys.prefix())) {
      headersCipher = seal.close(HEADERS_COLUMN, seal.open(HEADERS_COLUMN, headersCipher));
    }
  }

  BodyFormat bodyFormat() {
    return bodyFormat;
  }

  @Nullable List<Duration> retryDelays() {
    return retryDelays == null ? null : RetrySchedule.parse(retryDelays).delays();
  }

  @Nullable Duration timeout() {
    return timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
  }

  List<Header> headers(Seal seal) {
    return headersCipher == null
        ? List.of()
        : seal.open(HEADERS_COLUMN, headersCipher).lines().map(SendingColumns::header).toList();
  }

  @Nullable Integer rateLimit() {
    return rateLimit;
  }

  boolean ordered() {
    return ordered;
  }

  boolean verifiesPayment() {
    return verifiesPayment;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private static String seal(List<Header> headers, Seal seal) {
    String lines =
        headers.stream()
            .map(header -> header.name() + ":" + header.value())
            .collect(Collectors.joining("\n"));
    return seal.close(HEADERS_COLUMN, lines);
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1));
  }
}
