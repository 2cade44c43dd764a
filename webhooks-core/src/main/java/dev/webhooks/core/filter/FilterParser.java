package dev.webhooks.core.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a filter's JSON into conditions. Used once per filter; not thread-safe. */
final class FilterParser {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 8;
  private static final int MAX_OPERANDS = 200;
  private static final int MAX_PARTS = 64;
  private static final Set<String> ROOTS = Set.of("type", "livemode", "data");

  private final JsonParser in;
  private int operands;

  private FilterParser(JsonParser in) {
    this.in = in;
  }

  static Condition parse(String json) {
    try (JsonParser in = JSON.createParser(json)) {
      in.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      in.nextToken();
      Condition condition = new FilterParser(in).filter("", 0);
      if (in.nextToken() != null) {
        throw new FilterSyntaxException("", "must be one JSON object");
      }
      return condition;
    } catch (IOException e) {
      throw new FilterSyntaxException("", "is not valid JSON");
    }
  }

  private Condition filter(String where, int depth) throws IOException {
    expect(JsonToken.START_OBJECT, where, "must be an object");
    if (depth > MAX_DEPTH) {
      throw new FilterSyntaxException(where, "is nested more than " + MAX_DEPTH + " levels deep");
    }
    List<Condition> parts = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      parts.add(member(name, depth));
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition member(String name, int depth) throws IOException {
    return switch (name) {
      case "$or" -> new Condition.Any(filters(name, depth));
      case "$and" -> new Condition.All(filters(name, depth));
      case "$not" -> new Condition.Not(filter(name, depth + 1));
      default -> path(name);
    };
  }

  private List<Condition> filters(String where, int depth) throws IOException {
    expect(JsonToken.START_ARRAY, where, "must be a list of filters");
    List<Condition> parts = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      parts.add(filter(where, depth + 1));
    }
    if (parts.isEmpty()) {
      throw new FilterSyntaxException(where, "must not be empty");
    }
    return parts;
  }

  private Condition path(String path) throws IOException {
    if (path.startsWith("$")) {
      throw new FilterSyntaxException(path, "is no operator; use $or, $and or $not here");
    }
    int dot = path.indexOf('.');
    String root = dot < 0 ? path : path.substring(0, dot);
    if (!ROOTS.contains(root) || (dot > 0 && !root.equals("data")) || path.endsWith(".")) {
      throw new FilterSyntaxException(
          path, "must be type, livemode, or a path that begins with data");
    }
    if (path.chars().filter(c -> c == '.').count() >= MAX_PARTS) {
      throw new FilterSyntaxException(root, "must have at most " + MAX_PARTS + " parts");
    }
    if (in.currentToken() != JsonToken.START_OBJECT) {
      Scalar operand = scalar(path);
      return new Condition.Test(path, operand.json(), equalTo(operand));
    }
    return operators(path);
  }

  private Condition operators(String path) throws IOException {
    List<Condition> parts = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String operator = in.currentName();
      in.nextToken();
      parts.add(operator(path, operator));
    }
    if (parts.isEmpty()) {
      throw new FilterSyntaxException(path, "must have an operator such as $eq");
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition operator(String path, String operator) throws IOException {
    String where = path + "." + operator;
    return switch (operator) {
      case "$in", "$nin" -> {
        List<Scalar> operands = scalars(where);
        yield test(path, operator, list(operands), membership(operator, operands));
      }
      case "$eq", "$neq", "$gt", "$gte", "$lt", "$lte", "$exist", "$startsWith" -> {
        Scalar operand = scalar(where);
        yield test(path, operator, operand.json(), comparison(where, operator, operand));
      }
      default ->
          throw new FilterSyntaxException(
              where,
              "is no operator; use $eq, $neq, $gt, $gte, $lt, $lte, $in, $nin, $exist or"
                  + " $startsWith");
    };
  }

  private static Condition test(
      String path, String operator, String operand, Predicate<@Nullable Scalar> predicate) {
    return new Condition.Test(path, "{\"" + operator + "\":" + operand + "}", predicate);
  }

  private static String list(List<Scalar> operands) {
    return operands.stream().map(Scalar::json).collect(Collectors.joining(",", "[", "]"));
  }

  private static Predicate<@Nullable Scalar> membership(String operator, List<Scalar> operands) {
    Predicate<@Nullable Scalar> in = value -> value != null && operands.contains(value);
    return operator.equals("$in") ? in : in.negate();
  }

  private static Predicate<@Nullable Scalar> comparison(
      String where, String operator, Scalar operand) {
    return switch (operator) {
      case "$eq" -> equalTo(operand);
      case "$neq" -> equalTo(operand).negate();
      case "$gt" -> ordered(where, operand, order -> order > 0);
      case "$gte" -> ordered(where, operand, order -> order >= 0);
      case "$lt" -> ordered(where, operand, order -> order < 0);
      case "$lte" -> ordered(where, operand, order -> order <= 0);
      case "$exist" -> existence(where, operand);
      default -> prefix(where, operand);
    };
  }

  private static Predicate<@Nullable Scalar> equalTo(Scalar operand) {
    return value -> value != null && value.equals(operand);
  }

  private static Predicate<@Nullable Scalar> ordered(
      String where, Scalar operand, IntPredicate accepts) {
    if (Scalar.compare(operand, operand) == null) {
      throw new FilterSyntaxException(where, "must be a number or a text");
    }
    return value -> {
      Integer order = value == null ? null : Scalar.compare(value, operand);
      return order != null && accepts.test(order);
    };
  }

  private static Predicate<@Nullable Scalar> existence(String where, Scalar operand) {
    if (!(operand instanceof Scalar.Bool wanted)) {
      throw new FilterSyntaxException(where, "must be true or false");
    }
    return value -> (value != null) == wanted.value();
  }

  private static Predicate<@Nullable Scalar> prefix(String where, Scalar operand) {
    if (!(operand instanceof Scalar.Text prefix)) {
      throw new FilterSyntaxException(where, "must be a text");
    }
    return value -> value instanceof Scalar.Text text && text.value().startsWith(prefix.value());
  }

  private List<Scalar> scalars(String where) throws IOException {
    expect(JsonToken.START_ARRAY, where, "must be a list");
    List<Scalar> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(scalar(where));
    }
    return values;
  }

  private Scalar scalar(String where) throws IOException {
    if (++operands > MAX_OPERANDS) {
      throw new FilterSyntaxException(where, "is one operand too many; at most " + MAX_OPERANDS);
    }
    return switch (in.currentToken()) {
      case VALUE_STRING -> new Scalar.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar.Number(number(where));
      case VALUE_TRUE -> new Scalar.Bool(true);
      case VALUE_FALSE -> new Scalar.Bool(false);
      case VALUE_NULL -> Scalar.NULL;
      default ->
          throw new FilterSyntaxException(
              where,
              "must be a text, number, true, false or null, not an "
                  + (in.currentToken() == JsonToken.START_ARRAY ? "array" : "object")
                      .toLowerCase(Locale.ROOT));
    };
  }

  private BigDecimal number(String where) throws IOException {
    BigDecimal value = in.getDecimalValue();
    if (Math.abs((long) value.scale()) > 400) {
      throw new FilterSyntaxException(where, "is a number of unreasonable size");
    }
    return value;
  }

  private void expect(JsonToken token, String where, String what) {
    if (in.currentToken() != token) {
      throw new FilterSyntaxException(where, what);
    }
  }
}
