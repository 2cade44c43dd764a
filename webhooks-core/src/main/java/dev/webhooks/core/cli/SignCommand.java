package dev.webhooks.core.cli;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints the signature headers of a body. */
final class SignCommand implements Command {
  private static final long LAST_SECOND = 99_999_999_999L;

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public String usage() {
    return """
    sign --secret SECRET [--secret OLD_SECRET] [--secret-file FILE]
        [--scheme standard|standard-ed25519|epayse|sepay] [--id ID] [--timestamp SECONDS]
        [--body FILE]
      Prints the signature headers of the body (by default the standard input), signed now
      and by the scheme standard unless said otherwise. --scheme may be repeated.\
    """;
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    Set<String> known = new HashSet<>(Set.of("secret", "secret-file", "body"));
    known.addAll(Set.of("scheme", "id", "timestamp"));
    Options options = Options.parse(arguments, known);
    Signer signer = signer(options);
    long now = console.clock().instant().getEpochSecond();
    signer.sign(
        options.get("id", "msg_1"),
        options.number("timestamp", now, 0, LAST_SECOND),
        Body.read(options, console),
        (name, value) -> console.out().println(name + ": " + value));
    return 0;
  }

  private static Signer signer(Options options) throws IOException {
    Keys keys = Keys.of(options);
    if (keys.isEmpty()) {
      throw new UsageException("--secret is missing");
    }
    try {
      return Signer.of(schemes(options), keys.secrets());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Set<SignatureScheme> schemes(Options options) {
    EnumSet<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
    for (String name : options.all("scheme")) {
      schemes.add(
          SignatureScheme.findByWireName(name)
              .orElseThrow(() -> new UsageException("unknown scheme: " + name)));
    }
    return schemes.isEmpty() ? EnumSet.of(SignatureScheme.STANDARD) : schemes;
  }
}
