package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.payload.BodyEncoder;
import dev.webhooks.core.payload.EncodedBody;
import dev.webhooks.core.spi.EventContent;
import org.jspecify.annotations.Nullable;

/**
 * What is sent of an event, each form encoded once however many endpoints share it. Encoding twice
 * by a race is harmless: the result is the same.
 */
final class Content {
  /** In place of a content that was expunged. */
  static final Content EXPUNGED = new Content(new EventContent(0, "", "", new byte[0]));

  private final EventContent event;
  private final @Nullable EncodedBody[] encoded = new EncodedBody[BodyFormat.values().length];

  Content(EventContent event) {
    this.event = event;
  }

  String eventId() {
    return event.id();
  }

  String eventType() {
    return event.type();
  }

  EncodedBody body(BodyFormat format) {
    EncodedBody body = encoded[format.ordinal()];
    if (body == null) {
      body = BodyEncoder.encode(format, event.body());
      encoded[format.ordinal()] = body;
    }
    return body;
  }

  /** What it takes in memory, about, in bytes. */
  int size() {
    return event.body().length + 200;
  }
}
