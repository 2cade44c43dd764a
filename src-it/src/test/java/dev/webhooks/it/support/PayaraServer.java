package dev.webhooks.it.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** webhooks.war on a Payara that knows nothing of it, below the name of its file. */
public final class PayaraServer implements Server {

  @Override
  public ProcessBuilder command(int port, Path home) {
    List<String> command = new ArrayList<>(List.of(Setup.JAVA.toString()));
    command.addAll(List.of(QUICK_START));
    command.addAll(List.of("-jar", Setup.PAYARA.toString(), "--nohazelcast"));
    command.addAll(List.of("--rootdir", home.resolve("server").toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--deploy", Setup.WAR.toString()));
    return Setup.process(command);
  }

  @Override
  public String path() {
    return "/webhooks/";
  }

  @Override
  public boolean failed(String log) {
    return log.contains("Exception while loading the app");
  }
}
