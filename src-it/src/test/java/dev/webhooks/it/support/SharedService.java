package dev.webhooks.it.support;

/** The one service on PostgreSQL that the black-box suites of a test run share. */
public final class SharedService {

  private SharedService() {}

  /** Starts it at the first call; it ends with the test run. */
  public static ServiceProcess get() {
    return Running.SERVICE;
  }

  private static final class Running {
    static final ServiceProcess SERVICE =
        ServiceProcess.start("shared", PostgresServer.newDatabase());
  }
}
