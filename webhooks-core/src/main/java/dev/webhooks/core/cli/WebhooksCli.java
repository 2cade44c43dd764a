package dev.webhooks.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command line: {@code java -jar webhooks-cli.jar <command> [options]}. */
public final class WebhooksCli {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private static final List<Command> COMMANDS =
      List.of(new TokenCommand(), new ListenCommand(), new SignCommand(), new VerifyCommand());

  private WebhooksCli() {}

  /** Runs one command and exits: 0 done, 1 failed or refused, 2 not understood. */
  public static void main(String[] arguments) throws InterruptedException {
    Console console =
        new Console(System.in, System.out, System.err, System.getenv(), InstantSource.system());
    System.exit(run(List.of(arguments), console));
  }

  static int run(List<String> arguments, Console console) throws InterruptedException {
    if (arguments.contains("--help") || arguments.contains("help")) {
      console.out().println(help());
      return DONE;
    }
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    Optional<Command> command = COMMANDS.stream().filter(c -> c.name().equals(name)).findFirst();
    if (command.isEmpty()) {
      console.err().println(name.isEmpty() ? "No command given." : "Unknown command: " + name);
      console.err().println(help());
      return MISUSED;
    }
    return run(command.get(), arguments.subList(1, arguments.size()), console);
  }

  private static int run(Command command, List<String> arguments, Console console)
      throws InterruptedException {
    try {
      return command.run(arguments, console);
    } catch (UsageException e) {
      console.err().println(command.name() + ": " + e.getMessage());
      console.err().println("Usage: " + command.usage());
      return MISUSED;
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      console.err().println(command.name() + ": " + explanation(e));
      return FAILED;
    }
  }

  private static String explanation(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file: " + e.getMessage();
    }
    Throwable cause = e.getCause();
    return cause == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + ": " + cause.getMessage();
  }

  private static String help() {
    return COMMANDS.stream()
        .map(command -> command.usage().indent(2))
        .collect(
            Collectors.joining(
                "\n", "Usage: java -jar webhooks-cli.jar <command> [options]\n\n", ""))
        .stripTrailing();
  }
}
