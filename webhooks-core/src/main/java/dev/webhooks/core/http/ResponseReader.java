package dev.webhooks.core.http;

import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Header;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to one request while it is being read: its head, and its body up to a limit. */
final class ResponseReader {
  private static final byte[] EMPTY = new byte[0];
  private static final String TIMEOUT_PARAMETER = "timeout=";

  private final int maxBodyBytes;
  private int status;
  private List<Header> headers = List.of();
  private byte[] body = EMPTY;
  private int length;
  private boolean interim;
  private boolean keepAlive;
  private int keepAliveSeconds = Integer.MAX_VALUE;

  ResponseReader(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  /** The status line and headers have been read. */
  void head(HttpResponse response) {
    status = response.status().code();
    interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (!interim) {
      headers = headersOf(response);
      keepAlive = HttpUtil.isKeepAlive(response);
      keepAliveSeconds = keepAliveSeconds(response.headers().get(HttpHeaderNames.KEEP_ALIVE));
    }
  }

  /** Takes what the limit lets in; false when something was left over. */
  boolean add(ByteBuf content) {
    int fitting = Math.min(content.readableBytes(), maxBodyBytes - length);
    if (fitting > 0) {
      if (body.length < length + fitting) {
        body = Arrays.copyOf(body, capacityFor(length + fitting));
      }
      content.readBytes(body, length, fitting);
      length += fitting;
    }
    return !content.isReadable();
  }

  /** Whether this is a 1xx answer, which another one follows (RFC 9110, section 15.2). */
  boolean isInterim() {
    return interim;
  }

  /** Whether its status is one: three digits, the first not zero (RFC 9110, section 15). */
  boolean hasStatus() {
    return status >= 100 && status <= 999;
  }

  /** Whether the receiver changes to another protocol, which nobody asked for. */
  boolean switchesProtocol() {
    return status == 101;
  }

  /** Whether the receiver leaves the connection open for another request. */
  boolean keepsAlive() {
    return keepAlive;
  }

  /** For how long, as far as it says: the {@code timeout} parameter of {@code keep-alive}. */
  int keepAliveSeconds() {
    return keepAliveSeconds;
  }

  Response toResponse(boolean truncated) {
    byte[] exact = body.length == length ? body : Arrays.copyOf(body, length);
    return new Response(status, headers, exact, truncated);
  }

  /** The first piece is often the whole; more pieces mean more to come. */
  private int capacityFor(int needed) {
    return length == 0 ? needed : Math.min(maxBodyBytes, Math.max(needed, body.length * 2));
  }

  private static List<Header> headersOf(HttpResponse response) {
    List<Header> headers = new ArrayList<>(response.headers().size());
    Iterator<Map.Entry<CharSequence, CharSequence>> lines =
        response.headers().iteratorCharSequence();
    while (lines.hasNext()) {
      Map.Entry<CharSequence, CharSequence> line = lines.next();
      headers.add(new Header(printable(line.getKey()), printable(line.getValue())));
    }
    return headers;
  }

  /** Control characters become spaces (RFC 9110, section 5.5). */
  private static String printable(CharSequence text) {
    String string = text.toString();
    for (int i = 0; i < string.length(); i++) {
      if (isControl(string.charAt(i))) {
        return string.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ");
      }
    }
    return string;
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  private static int keepAliveSeconds(@Nullable String parameters) {
    int start = parameters == null ? -1 : parameters.indexOf(TIMEOUT_PARAMETER);
    if (parameters == null || start < 0) {
      return Integer.MAX_VALUE;
    }
    int from = start + TIMEOUT_PARAMETER.length();
    int to = from;
    while (to < parameters.length() && to < from + 6 && Character.isDigit(parameters.charAt(to))) {
      to++;
    }
    return to == from ? Integer.MAX_VALUE : Integer.parseInt(parameters.substring(from, to));
  }
}
