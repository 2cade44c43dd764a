package dev.webhooks.core.testkit;

import dev.webhooks.core.model.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at a {@link ScriptedReceiver}, byte for byte; immutable. The head is only
 * parsed when asked for, so that recording costs little in throughput tests.
 */
public final class ReceivedRequest {
  private final String head;
  private final byte[] body;
  private final Instant receivedAt;
  private final int connection;
  private final @Nullable SSLSession session;

  ReceivedRequest(
      String head, byte[] body, Instant receivedAt, int connection, @Nullable SSLSession session) {
    this.head = head;
    this.body = body;
    this.receivedAt = receivedAt;
    this.connection = connection;
    this.session = session;
  }

  /** The request line's first word. */
  public String method() {
    return head.substring(0, head.indexOf(' '));
  }

  /** The request target with its query, as sent. */
  public String path() {
    int start = head.indexOf(' ') + 1;
    return head.substring(start, head.indexOf(' ', start));
  }

  /** Every header line in the order of arrival, names as sent. */
  public List<Header> headers() {
    return Arrays.stream(head.split("\r\n")).skip(1).map(ReceivedRequest::header).toList();
  }

  /** The first value of this header, whatever the case of its name. */
  public Optional<String> findHeader(String name) {
    return headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The body's bytes. */
  public byte[] body() {
    return body;
  }

  /** The body read as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** When the last byte had been read. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** The number of the connection it came on, counted from 1. */
  public int connection() {
    return connection;
  }

  /** The subject of the client certificate it came under; empty without one or without TLS. */
  public Optional<String> findClient() {
    try {
      return Optional.ofNullable(session == null ? null : session.getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** The request line and headers as sent, without the empty line. */
  public String head() {
    return head;
  }

  @Override
  public String toString() {
    return head + "\r\n\r\n" + bodyText();
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }
}
