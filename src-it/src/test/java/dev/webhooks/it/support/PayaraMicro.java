package dev.webhooks.it.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged webhooks.jar, started as a user starts it. */
public final class PayaraMicro implements Server {

  @Override
  public ProcessBuilder command(int port, Path home) {
    List<String> command = new ArrayList<>(List.of(Setup.JAVA.toString()));
    command.addAll(List.of(QUICK_START));
    command.addAll(List.of("-jar", Setup.JAR.toString()));
    var builder = Setup.process(command);
    builder.environment().put("WEBHOOKS_HTTP_PORT", Integer.toString(port));
    return builder;
  }

  /** The launcher ends the process instead. */
  @Override
  public boolean failed(String log) {
    return false;
  }
}
