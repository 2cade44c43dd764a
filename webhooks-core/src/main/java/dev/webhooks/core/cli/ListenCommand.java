package dev.webhooks.core.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Receives webhooks on this machine and prints them. */
final class ListenCommand implements Command {
  private static final int DEFAULT_PORT = 9000;
  private static final String SUCCESS = "{\"success\":true}";

  @Override
  public String name() {
    return "listen";
  }

  @Override
  public String usage() {
    return """
    listen [--port 9000] [--host 127.0.0.1] [--secret SECRET] [--secret-file FILE]
        [--public-key whpk_...] [--status 500,500,200] [--answer '{"success":true}'] [--count N]
      Prints every request it receives, verifies its signatures with the secrets given, and
      answers. Several statuses are answered one after the other, the last one from then on.
      Ends after N requests if told so.\
    """;
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException, InterruptedException {
    Set<String> known = new HashSet<>(Keys.OPTIONS);
    known.addAll(Set.of("port", "host", "status", "answer", "count"));
    Options options = Options.parse(arguments, known);
    Listener.Script script = new Listener.Script(statuses(options), options.get("answer", SUCCESS));
    long count = options.number("count", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    try (Listener listener = new Listener(Keys.of(options), script, console)) {
      int port =
          listener.start(
              options.get("host", "127.0.0.1"),
              (int) options.number("port", DEFAULT_PORT, 0, 65535));
      console.out().println("Listening on http://" + options.get("host", "127.0.0.1") + ":" + port);
      listener.awaitRequests(count);
    }
    return 0;
  }

  private static List<Integer> statuses(Options options) {
    return Stream.of(options.get("status", "200").split(",")).map(ListenCommand::status).toList();
  }

  private static int status(String text) {
    if (!text.strip().matches("[2-5][0-9][0-9]")) {
      throw new UsageException("--status is not a list such as 500,200: " + text);
    }
    return Integer.parseInt(text.strip());
  }
}
