package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Header lists as the attempt table keeps them: one header a line, usual names as one control
 * character, a value that stood before as a reference to it. Neither names nor values of HTTP
 * headers can contain control characters (RFC 9110 section 5.5), so nothing needs escaping; ones
 * that come from a hostile receiver become spaces.
 */
final class HeaderText {
  /** A name's place is its code, for ever: append only. */
  private static final List<String> NAMES =
      List.of(
          "Content-Type",
          "User-Agent",
          "X-Webhook-Event-Id",
          "X-Webhook-Event-Type",
          "X-Webhook-Timestamp",
          "X-Webhook-Signature",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "Authorization",
          "X-SePay-Timestamp",
          "X-SePay-Signature",
          "X-API-Key",
          "content-type",
          "content-length",
          "date",
          "server",
          "connection",
          "Content-Length",
          "Date",
          "Server",
          "Connection");

  /** Codes start behind the tab, the line feed and the carriage return. */
  private static final int FIRST_CODE = 0x0E;

  /** U+007F and a letter: the value of the header at that place. */
  private static final char SAME_AS = 0x7F;

  private static final Map<String, Character> CODES = new HashMap<>();

  static {
    for (int i = 0; i < NAMES.size(); i++) {
      CODES.put(NAMES.get(i), code(i));
    }
  }

  private HeaderText() {}

  private static char code(int place) {
    // The space that ends the control characters leaves 18 of them; the rest are below the tab.
    int code = FIRST_CODE + place;
    return (char) (code < ' ' ? code : code - ' ' + 1);
  }

  /**
   * Writes a list; headers after the first {@code limit} characters are left out.
   *
   * @param limit at most so many characters
   */
  static String write(List<Header> headers, int limit) {
    var text = new StringBuilder(headers.size() * 32);
    for (int i = 0; i < headers.size(); i++) {
      int before = text.length();
      append(text, headers, i);
      if (text.length() > limit) {
        text.setLength(before);
        break;
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<Header> headers, int place) {
    var header = headers.get(place);
    var code = CODES.get(header.name());
    if (code != null) {
      text.append(code.charValue());
    } else {
      text.append(clean(header.name().replace(':', '_'))).append(':');
    }
    int same = firstWithValue(headers, header.value());
    if (same < place && same < 26 && header.value().length() > 2) {
      text.append(SAME_AS).append((char) ('a' + same));
    } else {
      text.append(clean(header.value()));
    }
    text.append('\n');
  }

  private static int firstWithValue(List<Header> headers, String value) {
    int place = 0;
    while (!headers.get(place).value().equals(value)) {
      place++;
    }
    return place;
  }

  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        var cleaned = new StringBuilder(text);
        for (int j = i; j < text.length(); j++) {
          if (isControl(text.charAt(j))) {
            cleaned.setCharAt(j, ' ');
          }
        }
        return cleaned.toString();
      }
    }
    return text;
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == SAME_AS || Character.isSurrogate(c);
  }

  /** Reads what {@link #write} wrote. */
  static List<Header> read(String text) {
    var headers = new ArrayList<Header>();
    for (var line : text.split("\n")) {
      if (!line.isEmpty()) {
        headers.add(readLine(line, headers));
      }
    }
    return List.copyOf(headers);
  }

  private static Header readLine(String line, List<Header> before) {
    boolean coded = isControl(line.charAt(0));
    int colon = coded ? 0 : line.indexOf(':');
    String name = coded ? NAMES.get(place(line.charAt(0))) : line.substring(0, colon);
    String value = line.substring(colon + 1);
    boolean refers = value.length() == 2 && value.charAt(0) == SAME_AS;
    return new Header(name, refers ? before.get(value.charAt(1) - 'a').value() : value);
  }

  private static int place(char code) {
    return code >= FIRST_CODE ? code - FIRST_CODE : code + ' ' - 1 - FIRST_CODE;
  }
}
