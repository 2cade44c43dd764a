package dev.webhooks.core.cli;

import dev.webhooks.core.signing.WebhookVerifier;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells whether the signatures of a request are right. */
final class VerifyCommand implements Command {

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String usage() {
    return """
    verify --secret SECRET [--secret-file FILE] [--public-key whpk_...]
        --header "Name: value" [--header ...] [--tolerance PT5M] [--body FILE]
      Verifies every signature among the headers over the body (by default the standard
      input). Exits with 0 if there is one and all are right, with 1 otherwise.\
    """;
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    Set<String> known = new HashSet<>(Keys.OPTIONS);
    known.addAll(Set.of("header", "tolerance", "body"));
    Options options = Options.parse(arguments, known);
    Keys keys = Keys.of(options);
    if (keys.isEmpty()) {
      throw new UsageException("--secret or --public-key is missing");
    }
    var tolerance = options.duration("tolerance", WebhookVerifier.DEFAULT_TOLERANCE);
    if (tolerance.isNegative()) {
      throw new UsageException("--tolerance must not be negative");
    }
    Map<String, String> headers = headers(options);
    List<Keys.Finding> findings =
        keys.examine(headers::get, Body.read(options, console), tolerance, console.clock());
    findings.forEach(console.out()::println);
    if (findings.isEmpty()) {
      console.out().println("none of the headers is a signature");
    }
    return !findings.isEmpty() && findings.stream().allMatch(Keys.Finding::verified) ? 0 : 1;
  }

  private static Map<String, String> headers(Options options) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : options.all("header")) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new UsageException("--header is not of the form \"Name: value\": " + header);
      }
      headers.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    return headers;
  }
}
