package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Authentication.OAuth2;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Obtains OAuth2 access tokens by client credentials. Thread-safe; does not block. */
@FunctionalInterface
public interface TokenClient {

  /**
   * Asks for a token.
   *
   * @param form the form of the request to try
   * @param timeout the total deadline
   * @return completes normally, also with a refusal
   */
  CompletableFuture<Answer> request(OAuth2 credentials, Form form, Duration timeout);

  /** How a token is asked for. */
  enum Form {
    /** A form post as RFC 6749, section 4.4, has it. */
    STANDARD,
    /** SePay's: the credentials as JSON, the token wrapped in {@code data}. */
    SEPAY;

    /** The form to try when this one was refused. */
    public Form other() {
      return this == STANDARD ? SEPAY : STANDARD;
    }
  }

  /** What the token server said. */
  sealed interface Answer {
    /**
     * A token.
     *
     * @param accessToken prints in clear text: not for logs
     * @param lifetime how long it is valid
     */
    record Token(String accessToken, Duration lifetime) implements Answer {
      @Override
      public String toString() {
        return "Token[redacted, lifetime=" + lifetime + "]";
      }
    }

    /**
     * No token.
     *
     * @param detail one sentence for the log; carries no secret
     * @param formRefused whether the server answered, so that the other form is worth trying
     */
    record Refused(String detail, boolean formRefused) implements Answer {}
  }
}
