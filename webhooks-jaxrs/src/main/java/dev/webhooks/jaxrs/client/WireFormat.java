package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.AuthenType;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.TransferType;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WireNamed;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.io.ByteArrayInputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records to the wire's JSON and back, by JSON-B as a library: the providers registered at the
 * JAX-RS client have no say, so that the same bytes go out on every server. Thread-safe.
 */
final class WireFormat implements AutoCloseable {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());
  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
              .withAdapters(
                  new LocalDateTimes(),
                  new WebhookEventTypes(),
                  new AuthenTypes(),
                  new RequestContentTypes(),
                  new TransferTypes(),
                  new DeliveryStatuses()));

  byte[] write(Object value) {
    return jsonb.toJson(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The value these bytes are.
   *
   * @throws JsonException if they are no JSON
   */
  JsonValue parse(byte[] json) {
    try (JsonReader reader = readers.createReader(new ByteArrayInputStream(json))) {
      return reader.readValue();
    }
  }

  /**
   * What this value says, as a record or a list of records.
   *
   * @throws JsonbException if it says something else
   */
  <T> T read(JsonValue value, Type type) {
    return jsonb.fromJson(value.toString(), type);
  }

  @Override
  public void close() {
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B does not close", e);
    }
  }

  /** The type of a list of such records. */
  static Type listOf(Class<?> itemType) {
    return new ListType(itemType);
  }

  private record ListType(Class<?> itemType) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {itemType};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  /** Wall-clock times in the service's configured zone. */
  static final class LocalDateTimes
      implements JsonbAdapter<@Nullable LocalDateTime, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable LocalDateTime time) {
      return time == null ? null : LOCAL.format(time);
    }

    @Override
    public @Nullable LocalDateTime adaptFromJson(@Nullable String text) {
      return text == null ? null : LocalDateTime.parse(text, LOCAL);
    }
  }

  private static @Nullable String name(@Nullable WireNamed constant) {
    return constant == null ? null : constant.wireName();
  }

  /** The constant of this name, or the one for names that only a newer service knows. */
  private static <E extends Enum<E> & WireNamed> @Nullable E constant(
      E unknown, @Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(unknown.getDeclaringClass().getEnumConstants())
        .filter(constant -> constant.wireName().equals(name))
        .findFirst()
        .orElse(unknown);
  }

  static final class WebhookEventTypes
      implements JsonbAdapter<@Nullable WebhookEventType, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable WebhookEventType constant) {
      return name(constant);
    }

    @Override
    public @Nullable WebhookEventType adaptFromJson(@Nullable String name) {
      return constant(WebhookEventType.UNKNOWN, name);
    }
  }

  static final class AuthenTypes implements JsonbAdapter<@Nullable AuthenType, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable AuthenType constant) {
      return name(constant);
    }

    @Override
    public @Nullable AuthenType adaptFromJson(@Nullable String name) {
      return constant(AuthenType.UNKNOWN, name);
    }
  }

  static final class RequestContentTypes
      implements JsonbAdapter<@Nullable RequestContentType, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable RequestContentType constant) {
      return name(constant);
    }

    @Override
    public @Nullable RequestContentType adaptFromJson(@Nullable String name) {
      return constant(RequestContentType.UNKNOWN, name);
    }
  }

  static final class TransferTypes
      implements JsonbAdapter<@Nullable TransferType, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable TransferType constant) {
      return name(constant);
    }

    @Override
    public @Nullable TransferType adaptFromJson(@Nullable String name) {
      return constant(TransferType.UNKNOWN, name);
    }
  }

  static final class DeliveryStatuses
      implements JsonbAdapter<@Nullable DeliveryStatus, @Nullable String> {
    @Override
    public @Nullable String adaptToJson(@Nullable DeliveryStatus constant) {
      return name(constant);
    }

    @Override
    public @Nullable DeliveryStatus adaptFromJson(@Nullable String name) {
      return constant(DeliveryStatus.UNKNOWN, name);
    }
  }
}
