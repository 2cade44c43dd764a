package dev.webhooks.core.filter;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A value found in an event, or an operand of a filter. Absence is a Java null. */
sealed interface Scalar {
  /** An object or an array: it exists, and equals nothing. */
  Scalar STRUCTURE = new Structure();

  /** JSON's null. */
  Scalar NULL = new Null();

  /** As a filter writes it. */
  String json();

  record Text(String value) implements Scalar {
    @Override
    public String json() {
      return quote(value);
    }
  }

  record Number(BigDecimal value) implements Scalar {
    /** Numbers are equal by value: 1.0 is 1. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Number that && value.compareTo(that.value) == 0;
    }

    @Override
    public int hashCode() {
      return value.stripTrailingZeros().hashCode();
    }

    @Override
    public String json() {
      return value.toString();
    }
  }

  record Bool(boolean value) implements Scalar {
    @Override
    public String json() {
      return String.valueOf(value);
    }
  }

  record Null() implements Scalar {
    @Override
    public String json() {
      return "null";
    }
  }

  record Structure() implements Scalar {
    @Override
    public boolean equals(@Nullable Object other) {
      return false;
    }

    @Override
    public int hashCode() {
      return 0;
    }

    @Override
    public String json() {
      throw new UnsupportedOperationException("no operand is an object or an array");
    }
  }

  /** The text in quotes, escaped. */
  static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** The order of two numbers or two texts; null when they have none. */
  static @Nullable Integer compare(Scalar left, Scalar right) {
    if (left instanceof Number a && right instanceof Number b) {
      return a.value().compareTo(b.value());
    }
    if (left instanceof Text a && right instanceof Text b) {
      return a.value().compareTo(b.value());
    }
    return null;
  }
}
