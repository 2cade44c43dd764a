package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The question whether whoever answers at a URL wants to receive there: an event with a token that
 * nobody can guess, sent as every other, which the receiver sends back as its answer. Made for one
 * request. Immutable.
 *
 * @param token 43 characters of base64url
 */
public record OwnershipChallenge(String token) {
  /** The type of its event, which nobody can publish or subscribe to. */
  public static final String EVENT_TYPE = "endpoint.verification";

  private static final String FIELD = "challenge";
  private static final int TOKEN_BYTES = 32;
  private static final JsonFactory JSON = new JsonFactory();

  /** A challenge with a new token. */
  public static OwnershipChallenge of(RandomGenerator random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return new OwnershipChallenge(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The event's body: {@code data.object.challenge} is the token. */
  public byte[] event(String id, Instant now, boolean livemode) {
    String data = "{\"object\":{\"object\":\"verification\",\"challenge\":\"" + token + "\"}}";
    return EventEnvelope.write(id, EVENT_TYPE, now, livemode, null, data.getBytes(UTF_8));
  }

  /**
   * Whether this is the answer of one who wants to: any 2xx with {@code {"challenge":"<token>"}} or
   * the bare token as its body. A receiver that mirrors whole requests does not answer.
   */
  public boolean isAnsweredBy(AttemptResult result) {
    return result instanceof Response response
        && response.status() >= 200
        && response.status() <= 299
        && (isToken(new String(response.body(), UTF_8).strip()) || isEchoed(response.body()));
  }

  private boolean isEchoed(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(FIELD)) {
          return value == JsonToken.VALUE_STRING && isToken(parser.getText());
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isToken(String text) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), token.getBytes(UTF_8));
  }
}
