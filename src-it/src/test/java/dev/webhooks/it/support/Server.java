package dev.webhooks.it.support;

import java.io.IOException;
import java.nio.file.Path;

/** A server that runs the service as a process of its own. */
public interface Server {

  /** JVM options for a quick start on a small machine. */
  String[] QUICK_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"};

  /**
   * The command that runs the service on 127.0.0.1.
   *
   * @param port where it shall answer
   * @param home a directory of its own, kept over restarts
   * @throws IOException if the server's files cannot be prepared
   */
  ProcessBuilder command(int port, Path home) throws IOException;

  /** The path under which it runs the service, with a slash at its end. */
  default String path() {
    return "/";
  }

  /** Whether this log says that the application could not be deployed, though the server runs. */
  boolean failed(String log);

  /** The server this run of the suites is for: {@code it.server} is payara or wildfly. */
  static Server configured() {
    return switch (Setup.SERVER) {
      case "payara" -> new PayaraMicro();
      case "wildfly" -> new WildFly();
      default -> throw new IllegalStateException("unknown server: " + Setup.SERVER);
    };
  }
}
