package dev.webhooks.core.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Prints a development token. */
final class TokenCommand implements Command {
  private static final Set<String> OPTIONS =
      Set.of(
          "tenant", "scope", "permissions", "subject", "expires", "data-dir", "issuer", "audience");

  @Override
  public String name() {
    return "token";
  }

  @Override
  public String usage() {
    return """
    token --tenant NAME [--scope "webhook:read ..."] [--permissions "webhooks.view ..."]
        [--subject NAME] [--expires PT1H] [--issuer URL] [--audience NAME] [--data-dir DIR]
      Prints an access token signed by the development key in DIR (by default
      WEBHOOKS_DATA_DIR or ./data), which is made if there is none. Without --scope or
      --permissions the token has all of them.\
    """;
  }

  @Override
  public int run(List<String> arguments, Console console) {
    Options options = Options.parse(arguments, OPTIONS);
    DevelopmentToken token = token(options, console);
    console.out().println(token.signedBy(DevelopmentKey.loadOrCreate(directory(options, console))));
    return 0;
  }

  private static DevelopmentToken token(Options options, Console console) {
    String tenant = options.required("tenant");
    Duration lifetime = options.duration("expires", Duration.ofHours(1));
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new UsageException("--expires is not a time to come");
    }
    return new DevelopmentToken(
        options.get("issuer", DevelopmentToken.DEFAULT_ISSUER),
        options.get("audience", DevelopmentToken.DEFAULT_AUDIENCE),
        options.get("subject", "developer@" + tenant),
        tenant,
        String.join(" ", words(options.get("scope", DevelopmentToken.ALL_SCOPES))),
        words(options.get("permissions", String.join(" ", DevelopmentToken.ALL_PERMISSIONS))),
        UUID.randomUUID().toString(),
        console.clock().instant(),
        lifetime);
  }

  private static Path directory(Options options, Console console) {
    return Path.of(
        options.get("data-dir", console.environment().getOrDefault("WEBHOOKS_DATA_DIR", "data")));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }
}
