package dev.webhooks.core.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of the host in a URL: an address literal, or a name as DNS knows it. */
final class HostName {
  static final String FLAWED_NAME = "must name a host of letters, digits and hyphens";

  private static final int MAX_LENGTH = 253;
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  // Hosts that end in a number are IPv4 addresses to some parser (WHATWG URL, section 3.5).
  private static final Pattern NUMERIC_END =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)", Pattern.CASE_INSENSITIVE);
  // Names that never mean a public server (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
  private static final List<String> PRIVATE_ENDS =
      List.of(
          ".localhost", ".local", ".internal", ".home.arpa", ".onion", ".test", ".invalid", ".alt");

  private HostName() {}

  /** The address if the host is an address literal; never asks the DNS. */
  static Optional<InetAddress> findLiteral(String host) {
    if (!host.startsWith("[") && !isDottedDecimal(host)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static boolean isDottedDecimal(String host) {
    return DOTTED_DECIMAL.matcher(host).matches();
  }

  /** What is wrong with the form of a host that is no address literal. */
  static Optional<String> flawOf(String host) {
    if (NUMERIC_END.matcher(host).matches()) {
      return Optional.of("must write an IPv4 address as four decimal numbers");
    }
    if (host.length() > MAX_LENGTH) {
      return Optional.of("must name a host of at most 253 characters");
    }
    for (String label : host.split("\\.", -1)) {
      if (!isLabel(label)) {
        return Optional.of(FLAWED_NAME);
      }
    }
    return Optional.empty();
  }

  /** Whether the name cannot mean a public server. */
  static boolean isPrivate(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return !name.contains(".") || PRIVATE_ENDS.stream().anyMatch(name::endsWith);
  }

  private static boolean isLabel(String label) {
    // Hyphens in the third and fourth place are reserved, so far for punycode (RFC 5891, 4.2.3.1).
    boolean reserved = label.startsWith("--", 2);
    return LABEL.matcher(label).matches() && (!reserved || isPunycode(label));
  }

  private static boolean isPunycode(String label) {
    return label.length() > 4 && label.regionMatches(true, 0, "xn--", 0, 4);
  }
}
