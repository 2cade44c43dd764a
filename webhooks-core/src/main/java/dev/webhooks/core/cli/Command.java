package dev.webhooks.core.cli;

import java.io.IOException;
import java.util.List;

/** One thing the command line can do. */
interface Command {

  /** What is typed to run it. */
  String name();

  /** How it is used, for the help. */
  String usage();

  /**
   * Runs it.
   *
   * @return the exit code: 0 done, 1 not
   * @throws UsageException if the arguments are not understood
   */
  int run(List<String> arguments, Console console) throws IOException, InterruptedException;
}
