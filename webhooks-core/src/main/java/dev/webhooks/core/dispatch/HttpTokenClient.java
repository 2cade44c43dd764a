package dev.webhooks.core.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Authentication.OAuth2;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpTransport;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Obtains tokens over the transport, under the same target policy as deliveries. */
public final class HttpTokenClient implements TokenClient {
  private static final JsonFactory JSON = new JsonFactory();

  /** RFC 6749 section 5.1 only recommends to name a lifetime. */
  private static final long DEFAULT_SECONDS = 3_600;

  private static final long MAX_SECONDS = Duration.ofDays(30).toSeconds();

  private final HttpTransport transport;
  private final Duration connectTimeout;
  private final String userAgent;

  /** Calls over this transport. */
  public HttpTokenClient(HttpTransport transport, Duration connectTimeout, String userAgent) {
    this.transport = transport;
    this.connectTimeout = connectTimeout;
    this.userAgent = userAgent;
  }

  @Override
  public CompletableFuture<Answer> request(OAuth2 credentials, Form form, Duration timeout) {
    boolean standard = form == Form.STANDARD;
    List<Header> headers =
        List.of(
            new Header(
                "Content-Type",
                standard ? "application/x-www-form-urlencoded" : "application/json"),
            new Header("Accept", "application/json"),
            new Header("User-Agent", userAgent));
    byte[] body = (standard ? formBody(credentials) : jsonBody(credentials)).getBytes(UTF_8);
    return transport
        .send(new HttpCall(credentials.tokenUrl(), headers, body, connectTimeout, timeout))
        .thenApply(exchange -> answer(exchange.result()));
  }

  private static String formBody(OAuth2 credentials) {
    return "grant_type=client_credentials&client_id="
        + URLEncoder.encode(credentials.clientId(), UTF_8)
        + "&client_secret="
        + URLEncoder.encode(credentials.clientSecret().reveal(), UTF_8);
  }

  private static String jsonBody(OAuth2 credentials) {
    return "{\"clientId\":\""
        + escaped(credentials.clientId())
        + "\",\"clientSecret\":\""
        + escaped(credentials.clientSecret().reveal())
        + "\"}";
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static Answer answer(AttemptResult result) {
    if (result instanceof Failure failure) {
      return new Answer.Refused(
          "token call: " + failure.error().wireName() + ", " + failure.detail(), false);
    }
    Response response = (Response) result;
    if (response.status() < 200 || response.status() > 299) {
      return new Answer.Refused("the token server answered " + response.status(), true);
    }
    return token(response.body());
  }

  private static Answer token(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      Fields fields = new Fields();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readObject(parser, fields, true);
      }
      return fields.answer();
    } catch (IOException e) {
      return new Answer.Refused("the token server's answer is no JSON", true);
    }
  }

  private static void readObject(JsonParser parser, Fields fields, boolean top) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (top && name.equals("data") && value == JsonToken.START_OBJECT) {
        readObject(parser, fields, false);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      } else {
        fields.take(name, value, parser.getText());
      }
    }
  }

  /** What was found of either form. */
  private static final class Fields {
    private @Nullable String token;
    private long seconds = DEFAULT_SECONDS;

    void take(String name, JsonToken kind, String value) {
      switch (name) {
        case "access_token", "accessToken" ->
            token = kind == JsonToken.VALUE_STRING ? value : token;
        case "expires_in", "expiredIn", "expiresIn" -> seconds = secondsIn(value);
        default -> {}
      }
    }

    Answer answer() {
      return token == null || !isSendable(token)
          ? new Answer.Refused("the token server's answer has no usable token", true)
          : new Answer.Token(token, Duration.ofSeconds(seconds));
    }

    /** A control character would end the header early. */
    private static boolean isSendable(String token) {
      return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static long secondsIn(String value) {
      try {
        return Math.max(0, Math.min(MAX_SECONDS, (long) Double.parseDouble(value)));
      } catch (NumberFormatException e) {
        return DEFAULT_SECONDS;
      }
    }
  }
}
