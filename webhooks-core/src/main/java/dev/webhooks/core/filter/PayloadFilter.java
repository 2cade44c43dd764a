package dev.webhooks.core.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition over an event's {@code type}, {@code livemode} and {@code data}, written as JSON:
 *
 * <pre>
 * {@code {"data.object.amount":{"$gte":20000},"$or":[{"type":"payment.failed"},{"livemode":true}]}}
 * </pre>
 *
 * <p>Members are AND-ed. A member is a path with a value (equal) or with operators ({@code $eq $neq
 * $gt $gte $lt $lte $in $nin $exist $startsWith}), or {@code $or}, {@code $and} with a list of
 * filters, or {@code $not} with one. Numbers compare by value, texts by code unit; values of
 * different kinds are unequal and have no order; {@code $neq} and {@code $nin} hold for an absent
 * value. Arrays and objects exist and equal nothing. The data of a bank transaction is its whole
 * body: {@code data.transferAmount}.
 *
 * <p>Reads the event's bytes in one streaming pass that ends behind the data. Immutable and
 * thread-safe; two filters with the same text are equal.
 */
public final class PayloadFilter implements EventFilter {
  private static final String DATA = "data";

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Producers choose the keys: they must not fill the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final String json;
  private final Condition condition;
  private final @Nullable PathTree data;

  private PayloadFilter(String json, Condition condition) {
    this.json = json;
    this.condition = condition;
    var paths = new HashSet<String>();
    condition.collectPaths(paths);
    this.data = PathTree.of(paths).find(DATA);
  }

  /**
   * The filter that this JSON describes.
   *
   * @throws FilterSyntaxException when it is none; the message names the place
   */
  public static PayloadFilter parse(String json) {
    return new PayloadFilter(json, FilterParser.parse(json));
  }

  /** The JSON it was made from. */
  public String json() {
    return json;
  }

  @Override
  public boolean matches(Event event) {
    return condition.holds(valuesOf(event));
  }

  /** The innermost part that fails, as a filter of its own; {@code $or} and {@code $not} whole. */
  @Override
  public Optional<String> failedClause(Event event) {
    return Optional.ofNullable(condition.failed(valuesOf(event))).map(Condition::json);
  }

  private Map<String, Scalar> valuesOf(Event event) {
    Map<String, Scalar> values = new HashMap<>();
    values.put("type", new Scalar.Text(event.type()));
    values.put("livemode", new Scalar.Bool(event.livemode()));
    if (data != null) {
      readData(event, data, values);
    }
    return values;
  }

  private static void readData(Event event, PathTree data, Map<String, Scalar> values) {
    try (JsonParser in = JSON.createParser(event.body())) {
      in.nextToken();
      if (event.transaction() != null) {
        read(in, data, values);
        return;
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isData = in.currentName().equals(DATA);
        in.nextToken();
        if (isData) {
          read(in, data, values);
          return;
        }
        in.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stored event is not JSON", e);
    }
  }

  private static void read(JsonParser in, @Nullable PathTree place, Map<String, Scalar> values)
      throws IOException {
    if (place != null && place.path() != null) {
      values.put(place.path(), value(in));
    }
    if (place == null || place.isEnd() || in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      PathTree member = place.find(in.currentName());
      in.nextToken();
      read(in, member, values);
    }
  }

  private static Scalar value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_STRING -> new Scalar.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
      case VALUE_TRUE -> new Scalar.Bool(true);
      case VALUE_FALSE -> new Scalar.Bool(false);
      case VALUE_NULL -> Scalar.NULL;
      default -> Scalar.STRUCTURE;
    };
  }

  /** One that is beyond all reckoning equals nothing, like an array. */
  private static Scalar number(JsonParser in) throws IOException {
    try {
      return new Scalar.Number(in.getDecimalValue());
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
      return Scalar.STRUCTURE;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PayloadFilter that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
