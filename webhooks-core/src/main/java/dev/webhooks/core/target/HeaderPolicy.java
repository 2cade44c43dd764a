package dev.webhooks.core.target;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers a user may add to the requests of an endpoint: well-formed ones (RFC 9110, sections
 * 5.1 and 5.5) that neither steer the connection nor pretend to be the product's own.
 */
public final class HeaderPolicy {
  private static final int MAX_NAME_LENGTH = 128;
  private static final int MAX_VALUE_LENGTH = 4096;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?");

  /** What belongs to one connection, to framing, or to the sender's own reading of the answer. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private static final List<String> RESERVED_BEGINNINGS =
      List.of("content-", "webhook-", "x-webhook-", "x-sepay-");

  /** Names that say that their value opens something. */
  private static final Pattern SECRET =
      Pattern.compile(
          "auth|cookie|credential|key|passwd|password|secret|session|signature|token",
          Pattern.CASE_INSENSITIVE);

  private static final String AUTHORIZATION = "authorization";

  private HeaderPolicy() {}

  /**
   * Why this header may not be added, in words for its owner that complete "the header …"; empty
   * when it may. {@code Authorization} is refused: it belongs to the endpoint's authentication.
   */
  public static Optional<String> refusalOf(String name, String value) {
    return name.equalsIgnoreCase(AUTHORIZATION)
        ? Optional.of("must not be authorization, which the endpoint's authentication sets")
        : refusalOfCredential(name, value);
  }

  /**
   * The same for the one header that is the endpoint's authentication, which may be {@code
   * Authorization}.
   */
  public static Optional<String> refusalOfCredential(String name, String value) {
    return refusalOfName(name).or(() -> refusalOfValue(value));
  }

  /** What of that the name alone is refused for. */
  public static Optional<String> refusalOfName(String name) {
    if (name.length() > MAX_NAME_LENGTH || !TOKEN.matcher(name).matches()) {
      return Optional.of("must have a name of 1 to 128 letters, digits and hyphens");
    }
    if (isReserved(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("must not be one that the sender sets itself");
    }
    return Optional.empty();
  }

  /** What of that the value alone is refused for. */
  public static Optional<String> refusalOfValue(String value) {
    if (value.length() > MAX_VALUE_LENGTH || !VALUE.matcher(value).matches()) {
      return Optional.of(
          "must have a value of 1 to 4096 printable ASCII characters without outer spaces");
    }
    return Optional.empty();
  }

  /** Whether the value of a header of this name is to be shown to nobody, judging by its name. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).find();
  }

  private static boolean isReserved(String name) {
    return RESERVED.contains(name) || RESERVED_BEGINNINGS.stream().anyMatch(name::startsWith);
  }
}
