package dev.webhooks.it.support;

/** The one service that the black-box suites of a test run share. */
public final class SharedService {

  private static ServiceProcess running;
  private static Throwable failure;

  private SharedService() {}

  /** Starts it at the first call, and only once; it ends with the test run. */
  public static synchronized ServiceProcess get() {
    if (failure != null) {
      throw new AssertionError("the shared service did not start", failure);
    }
    if (running == null) {
      try {
        running = ServiceProcess.start("shared", Setup.database());
      } catch (RuntimeException | AssertionError e) {
        failure = e;
        throw e;
      }
    }
    return running;
  }
}
