package dev.webhooks.it.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request as it goes over the wire, well-formed or not.
 *
 * @param method the method
 * @param target path and query, as sent
 * @param headers lines such as {@code Accept: text/html}, without Host, Connection and
 *     Content-Length
 * @param body the body, empty for none
 */
record RawRequest(String method, String target, List<String> headers, byte[] body) {

  private static final int LONG = 6_000;
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE", "OPTIONS");
  private static final Pattern SOUND_TARGET = Pattern.compile("[A-Za-z0-9/?&=._~:@!$'()*+,;-]*");
  private static final Pattern SOUND_ESCAPE =
      Pattern.compile(
          "(?i)%(?!2f|5c|7f)[2-7][0-9a-f]|%(c[2-9a-f]|d[0-9a-f])%[89ab][0-9a-f]"
              + "|%e[1-9a-f](%[89ab][0-9a-f]){2}|%f[1-3](%[89ab][0-9a-f]){3}"
              + "|%f0%[9ab][0-9a-f](%[89ab][0-9a-f]){2}");
  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(/|\\?|$)");
  private static final Pattern SOUND_HEADER =
      Pattern.compile("(?!Transfer-Encoding)[A-Za-z0-9-]+:[ -~]*");

  /**
   * Whether a server must hand it on to the application. Others a server may refuse by itself: what
   * is no HTTP, has escapes that are no UTF-8 or hide a slash or a control character, has a dot
   * segment (RFC 3986 section 5.2.4), is very long, has a body where HTTP gives it no meaning, or
   * is a TRACE.
   */
  boolean isSound() {
    return !method.equals("TRACE")
        && !DOT_SEGMENT.matcher(target).find()
        && SOUND_TARGET.matcher(SOUND_ESCAPE.matcher(target).replaceAll("")).matches()
        && headers.stream().allMatch(header -> SOUND_HEADER.matcher(header).matches())
        && target.length() + headers.stream().mapToInt(String::length).sum() < LONG
        && !(BODILESS.contains(method) && body.length > 0);
  }

  /** The whole request; its connection is not kept. */
  byte[] bytes(String host) {
    var request = new ByteArrayOutputStream();
    line(request, method + " " + target + " HTTP/1.1");
    line(request, "Host: " + host);
    line(request, "Connection: close");
    headers.forEach(header -> line(request, header));
    if (body.length > 0 || !method.equals("GET")) {
      line(request, "Content-Length: " + body.length);
    }
    line(request, "");
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static void line(ByteArrayOutputStream request, String text) {
    request.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A command for a shell that sends the same. */
  String curl(String host) {
    var command = new StringBuilder("curl -i --path-as-is -X ").append(quote(method));
    headers.forEach(header -> command.append(" -H ").append(quote(header)));
    if (body.length > 0) {
      command.append(" --data-binary ").append(quote(body));
    }
    return command.append(' ').append(quote("http://" + host + target)).toString();
  }

  private static String quote(String text) {
    return quote(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As bash reads it: {@code $'…'} where there is more than printable ASCII. */
  private static String quote(byte[] bytes) {
    var quoted = new StringBuilder();
    boolean plain = true;
    for (byte b : bytes) {
      boolean printable = b >= ' ' && b < 127 && b != '\'' && b != '\\';
      plain &= printable;
      quoted.append(printable ? Character.toString(b) : "\\x%02x".formatted(b));
    }
    return plain ? "'" + quoted + "'" : "$'" + quoted + "'";
  }
}
