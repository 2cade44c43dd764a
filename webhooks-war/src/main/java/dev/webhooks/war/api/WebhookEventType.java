package dev.webhooks.war.api;

import dev.webhooks.core.model.Direction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which direction of money a SePay webhook is sent. */
enum WebhookEventType {
  ALL("All", null),
  IN_ONLY("In_only", Direction.IN),
  OUT_ONLY("Out_only", Direction.OUT);

  static final Map<String, WebhookEventType> BY_WIRE_NAME =
      WebhookWire.byName(values(), WebhookEventType::wireName);

  private final String wireName;
  private final @Nullable Direction direction;

  WebhookEventType(String wireName, @Nullable Direction direction) {
    this.wireName = wireName;
    this.direction = direction;
  }

  static WebhookEventType of(@Nullable Direction direction) {
    return direction == null ? ALL : direction == Direction.IN ? IN_ONLY : OUT_ONLY;
  }

  String wireName() {
    return wireName;
  }

  /** Null takes both. */
  @Nullable Direction direction() {
    return direction;
  }
}
