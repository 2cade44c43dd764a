package dev.webhooks.core.http;

import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import java.net.URI;

/**
 * The bytes of a request before its body (RFC 9112): request line, host, length, the caller's
 * headers. Written by hand into finished bytes, on the caller's thread and not on the event loop's.
 */
final class RequestHead {
  private static final String METHOD = "POST ";
  private static final String VERSION_AND_HOST = " HTTP/1.1\r\nhost: ";
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final String END = "\r\n";

  /** What would change where the message ends or who reads it. */
  private static final String[] RESERVED = {
    "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade"
  };

  /** RFC 9110, section 5.6.2. */
  private static final boolean[] TOKEN_CHARACTERS = tokenCharacters();

  private final byte[] bytes;
  private int at;

  private RequestHead(int length) {
    this.bytes = new byte[length];
  }

  /**
   * The head of this call.
   *
   * @throws IllegalArgumentException when a header's name is no token or one of the transport's
   *     own, or when its value has control characters or some beyond ISO-8859-1
   */
  static byte[] of(Origin origin, HttpCall call) {
    String target = target(call.url());
    String authority = origin.authority();
    String length = Integer.toString(call.body().length);
    int size = METHOD.length() + target.length() + VERSION_AND_HOST.length() + authority.length();
    size += LENGTH.length() + length.length() + 2 * END.length();
    for (Header header : call.headers()) {
      size += header.name().length() + 2 + header.value().length() + END.length();
    }
    RequestHead head = new RequestHead(size);
    head.text(METHOD).text(target).text(VERSION_AND_HOST).text(authority);
    head.text(LENGTH).text(length).text(END);
    call.headers().forEach(head::header);
    return head.text(END).bytes;
  }

  /** Path and query exactly as they are in the URL; what is not ASCII is percent-encoded. */
  private static String target(URI url) {
    String path = url.getRawPath();
    String query = url.getRawQuery();
    String start = path == null || path.isEmpty() ? "/" : path;
    String target = query == null ? start : start + "?" + query;
    return isAscii(target) ? target : URI.create(target).toASCIIString();
  }

  private void header(Header header) {
    String name = header.name();
    requireName(name);
    text(name).text(": ");
    value(name, header.value());
    text(END);
  }

  private void value(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException("The value of " + name + " has an illegal character");
      }
    }
    text(value);
  }

  private static void requireName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isTokenCharacter(name.charAt(i))) {
        throw new IllegalArgumentException("Not a header name: " + printable(name));
      }
    }
    if (name.isEmpty() || isReserved(name)) {
      throw new IllegalArgumentException("Not a header of the caller's: " + name);
    }
  }

  private static boolean isReserved(String name) {
    for (String reserved : RESERVED) {
      if (reserved.length() == name.length() && reserved.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTokenCharacter(char c) {
    return c < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[c];
  }

  private static boolean[] tokenCharacters() {
    boolean[] is = new boolean[128];
    String marks = "-_!#$%&'*+.^`|~";
    for (char c = 0; c < is.length; c++) {
      is[c] = Character.isLetterOrDigit(c) || marks.indexOf(c) >= 0;
    }
    return is;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  /** Takes the low byte of each character: they are all below 256 by now. */
  @SuppressWarnings("deprecation")
  private RequestHead text(String latin1) {
    latin1.getBytes(0, latin1.length(), bytes, at);
    at += latin1.length();
    return this;
  }
}
