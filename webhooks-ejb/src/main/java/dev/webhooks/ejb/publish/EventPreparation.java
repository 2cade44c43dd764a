package dev.webhooks.ejb.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.PublishableType;
import dev.webhooks.ejb.endpoint.PublishableTypes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes events of items: checks them against the catalogue, writes the envelope. Thread-safe. */
@Dependent
class EventPreparation {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX_KEY_LENGTH = 255;

  private final PublishableTypes types;
  private final EventIds ids;
  private final InstantSource clock;

  @Inject
  EventPreparation(PublishableTypes types, EventIds ids, InstantSource clock) {
    this.types = types;
    this.ids = ids;
    this.clock = clock;
  }

  Prepared prepare(String tenant, List<EventItem> items) {
    Prepared prepared = Prepared.empty();
    for (EventItem item : items) {
      Refusal refusal = refusalOf(tenant, item);
      if (refusal == null) {
        prepared.add(event(tenant, item));
      } else {
        prepared.refuse(refusal);
      }
    }
    return prepared;
  }

  /**
   * The event that this item would become.
   *
   * @throws Refusal when it may not be published
   */
  Event draft(String tenant, EventItem item) {
    Refusal refusal = refusalOf(tenant, item);
    if (refusal != null) {
      throw refusal;
    }
    return event(tenant, item).event();
  }

  private @Nullable Refusal refusalOf(String tenant, EventItem item) {
    if (item.id() != null && !ID.matcher(item.id()).matches()) {
      return Refusal.Invalid.field("id", "must be a string of 1 to 64 letters, digits, _ and -");
    }
    if (item.channels().stream().anyMatch(EventPreparation::isUnstorable)) {
      return Refusal.Invalid.field("channels", "must not have control characters");
    }
    return isNoKey(item.idempotencyKey()) ? noKey() : refusalOfType(tenant, item);
  }

  private @Nullable Refusal refusalOfType(String tenant, EventItem item) {
    if (EventTypePattern.isReserved(item.type())) {
      return Refusal.Invalid.field("type", "must not be published as an event");
    }
    PublishableType type = types.resolve(tenant, item.type()).orElse(null);
    if (type == null) {
      return Refusal.Invalid.field("type", "does not exist");
    }
    if (type.type().archived()) {
      return Refusal.Invalid.field("type", "is archived");
    }
    List<String> violations = type.violationsOf(item.data());
    return violations.isEmpty() ? null : new Refusal.Invalid(Map.of("data", violations));
  }

  private EventToPublish event(String tenant, EventItem item) {
    String id = item.id() == null ? ids.next() : item.id();
    Instant createdAt =
        item.createdAt() == null
            ? clock.instant().truncatedTo(ChronoUnit.SECONDS)
            : item.createdAt();
    byte[] body =
        EventEnvelope.write(
            id, item.type(), createdAt, item.livemode(), item.apiKeyId(), item.data());
    return new EventToPublish(
        new Event(id, tenant, item.type(), item.livemode(), item.channels(), body, null),
        idempotency(item));
  }

  private static @Nullable Idempotency idempotency(EventItem item) {
    // Its id is unique by itself.
    String key = firstOf(prefixed("key", item.idempotencyKey()), prefixed("event", item.id()));
    return key == null ? null : new Idempotency(key, hash(item).sha256());
  }

  /** A caller's key and a producer's id are different things that may look alike. */
  static @Nullable String prefixed(String kind, @Nullable String text) {
    return text == null ? null : kind + ":" + text;
  }

  static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  /** No database stores these as they are. */
  private static boolean isUnstorable(String channel) {
    return channel
        .codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  static boolean isNoKey(@Nullable String key) {
    return key != null && (key.isEmpty() || key.length() > MAX_KEY_LENGTH);
  }

  static Refusal noKey() {
    return Refusal.Invalid.field("Idempotency-Key", "must have 1 to 255 characters");
  }

  private static ContentHash hash(EventItem item) {
    return item.contentHash() == null ? ContentHash.of(content(item)) : item.contentHash();
  }

  private static byte[] content(EventItem item) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String facts =
        String.join(
            "\n",
            item.type(),
            String.valueOf(item.livemode()),
            Objects.toString(item.id(), ""),
            Objects.toString(item.createdAt(), ""),
            String.join("\u001f", new TreeSet<>(item.channels())));
    content.writeBytes(facts.getBytes(UTF_8));
    content.write(0);
    content.writeBytes(item.data());
    return content.toByteArray();
  }
}
