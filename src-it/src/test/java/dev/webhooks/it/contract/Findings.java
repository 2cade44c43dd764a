package dev.webhooks.it.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service answered that it should not have, each kind once. Not thread-safe. */
final class Findings {
  private static final int SHOWN = 1_500;

  /** What only the inside of a server says. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "[A-Za-z]+Exception|\\tat [a-z]+\\.|java\\.[a-z]+\\.|jakarta\\.|javax\\."
              + "|org\\.(glassfish|jboss|hibernate|eclipse|h2|postgresql)|fish\\.payara"
              + "|<!?(html|HTML|doctype|DOCTYPE)|SQLSTATE|Payara|WildFly|Undertow|Grizzly");

  private final AnswerCheck check = new AnswerCheck(ApiDocument.ofRepository());
  private final Map<String, String> byKind = new LinkedHashMap<>();

  /** Judges an answer. */
  void judge(RawRequest request, Exchange exchange, String curl) {
    if (!request.isSound() && isOfTheServerItself(exchange)) {
      return;
    }
    List<String> wrong = new ArrayList<>(check.mismatches(exchange));
    if (exchange.status() >= 500) {
      wrong.add("a fault of the service");
    }
    Matcher inside = INSIDE.matcher(exchange.text());
    if (inside.find()) {
      wrong.add("the inside of the server is told: " + inside.group());
    }
    if (!wrong.isEmpty()) {
      String kind = exchange.method() + kind(exchange) + exchange.status() + wrong.get(0);
      add(kind, String.join("\n  ", wrong) + "\n" + cut(exchange.toString()) + "\n" + cut(curl));
    }
  }

  /** Notes that there was no answer at all. */
  void noAnswer(Exception failure, String curl) {
    add(failure.getClass().getSimpleName() + failure.getMessage(), failure + "\n" + cut(curl));
  }

  private void add(String kind, String finding) {
    byKind.putIfAbsent(kind, finding);
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + " …" : text;
  }

  /**
   * Ended before it reached the application. Payara says 200 to a path that it cannot decode, and
   * WildFly 500 to a cookie with a control character.
   */
  private static boolean isOfTheServerItself(Exchange exchange) {
    return exchange.findHeader("X-Request-Id").isEmpty() && exchange.body().length == 0;
  }

  /** The path without ids. */
  private static String kind(Exchange exchange) {
    return exchange.path().replaceAll("/[^/]*[0-9%][^/]*", "/…");
  }

  /** All of them; empty for none. */
  List<String> all() {
    return List.copyOf(byKind.values());
  }
}
