package dev.webhooks.core.payload;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as a producer sends it to be published.
 *
 * @param type such as {@code payment.succeeded}; whether it exists is not decided here
 * @param id the producer's own id, null for none
 * @param createdAt when it happened, null for now
 * @param livemode false for test data
 * @param channels labels endpoints can restrict themselves to
 * @param data the JSON object {@code data} byte for byte; has an object under {@code object}
 */
public record EventInput(
    String type,
    @Nullable String id,
    @Nullable Instant createdAt,
    boolean livemode,
    Set<String> channels,
    byte[] data) {

  /**
   * Reads one item. Unknown keys are passed over; repeated keys, more than 64 levels and wrong
   * types are refused.
   *
   * @param item UTF-8 JSON in an array-backed buffer, whose position is left alone
   * @throws InvalidInputException naming every field that is wrong
   */
  public static EventInput read(ByteBuffer item) {
    try (JsonInput input = JsonInput.of(item)) {
      // Whether there is one value at all comes before what is wrong with its fields.
      return input.read(parser -> new EventInputReader(parser, item).read()).result();
    }
  }

  /** Reads one item; see {@link #read(ByteBuffer)}. */
  public static EventInput read(byte[] item) {
    return read(ByteBuffer.wrap(item));
  }
}
