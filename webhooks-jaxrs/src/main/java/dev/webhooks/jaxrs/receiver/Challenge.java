package dev.webhooks.jaxrs.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender's question whether events are wanted here, answered by sending its token back. The
 * sender writes its envelope always alike, so no JSON parser is needed to know it.
 *
 * @param token what to send back
 */
record Challenge(String token) {
  private static final int LONGEST = 1024;
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"id\":\"[^\"]*\",\"object\":\"event\",\"type\":\"endpoint\\.verification\",.*"
              + "\"challenge\":\"([A-Za-z0-9_-]+)\".*",
          Pattern.DOTALL);

  /** The challenge in this body, which must be verified; empty when it is any other event. */
  static Optional<Challenge> find(byte[] body) {
    if (body.length > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(new String(body, UTF_8));
    return matcher.matches() ? Optional.of(new Challenge(matcher.group(1))) : Optional.empty();
  }

  String answer() {
    return "{\"challenge\":\"" + token + "\"}";
  }
}
