package dev.webhooks.it.support;

import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.core.testkit.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The certificate authority of this test run, which the services under test trust. */
public final class PrivateAuthority {

  /** Issues certificates of receivers and of clients. */
  public static final TestAuthority AUTHORITY = new TestAuthority();

  private static final Path PEM = written();

  private PrivateAuthority() {}

  /** Where the authority's own certificate lies. */
  static Path pem() {
    return PEM;
  }

  /**
   * A receiver on loopback, over TLS, that lets in only who has a certificate of this authority.
   */
  public static ScriptedReceiver receiverForClients() {
    return ScriptedReceiver.builder().tls(AUTHORITY.serverContextForClients("127.0.0.1")).start();
  }

  private static Path written() {
    try {
      Files.createDirectories(Setup.DIRECTORY);
      return Files.writeString(Setup.DIRECTORY.resolve("authority.pem"), AUTHORITY.pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
