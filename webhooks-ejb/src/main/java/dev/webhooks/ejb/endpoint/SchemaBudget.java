package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What checking one content may cost. A tenant's schema and content together can ask for more work
 * than all others' requests: a regular expression that goes back again and again, or a schema that
 * refers to itself several times for each level of the content. So each step into the content and
 * each character a regular expression looks at is paid for, and who has nothing left is stopped.
 */
final class SchemaBudget {
  /** A second or two on a slow machine; a usual check takes a thousandth of it. */
  private static final long UNITS = 30_000_000;

  private static final int LEAST_OF_STEP = 500;
  private static final int UNITS_OF_CHARACTER = 5;

  private static final ThreadLocal<SchemaBudget> CURRENT = new ThreadLocal<>();

  private static final ObjectReader READER = new ObjectMapper().reader().with(new PaidNodes());

  private final int step;
  private long left = UNITS;

  private SchemaBudget(int step) {
    this.step = step;
  }

  /** Nothing is left. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super("the schema takes too long to check", null, false, false);
    }
  }

  /** Content of which each step into it is paid for. */
  static JsonNode readTree(byte[] content) throws IOException {
    return READER.readTree(content);
  }

  /**
   * Checks on this thread.
   *
   * @param step what a step into the content costs: the whole schema may look at each part
   * @throws Exhausted when it would take too long
   */
  static <T> T within(int step, Supplier<T> check) {
    CURRENT.set(new SchemaBudget(Math.max(step, LEAST_OF_STEP)));
    try {
      return check.get();
    } finally {
      CURRENT.remove();
    }
  }

  /**
   * One that pays for what it looks at.
   *
   * @throws java.util.regex.PatternSyntaxException when it is none
   */
  static RegularExpression regularExpression(String text) {
    Pattern pattern = Pattern.compile(text);
    // Where ECMA-262 has no line in mind, Java's $ lets a final line break follow.
    boolean toTheEnd = text.endsWith("$") && !text.endsWith("\\$");
    return value -> {
      Matcher matcher = pattern.matcher(new PaidText(value));
      boolean found = matcher.find();
      while (found && toTheEnd && matcher.end() < value.length()) {
        found = matcher.find();
      }
      return found;
    };
  }

  private static void pay(long units) {
    SchemaBudget current = CURRENT.get();
    if (current != null) {
      current.left -= units;
      if (current.left < 0) {
        throw new Exhausted();
      }
    }
  }

  private static void payStep() {
    SchemaBudget current = CURRENT.get();
    pay(current == null ? 0 : current.step);
  }

  private record PaidText(CharSequence text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      pay(UNITS_OF_CHARACTER);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new PaidText(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static Iterator<JsonNode> paid(Iterator<JsonNode> parts) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return parts.hasNext();
      }

      @Override
      public JsonNode next() {
        payStep();
        return parts.next();
      }
    };
  }

  private static final class PaidNodes extends JsonNodeFactory {
    private static final long serialVersionUID = 1;

    @Override
    public ObjectNode objectNode() {
      return new PaidObject(this);
    }

    @Override
    public ArrayNode arrayNode() {
      return new PaidArray(this);
    }

    @Override
    public ArrayNode arrayNode(int capacity) {
      return new PaidArray(this);
    }
  }

  private static final class PaidObject extends ObjectNode {
    private static final long serialVersionUID = 1;

    PaidObject(JsonNodeFactory factory) {
      super(factory);
    }

    @Override
    public JsonNode get(String name) {
      payStep();
      return super.get(name);
    }

    @Override
    public Iterator<JsonNode> elements() {
      return paid(super.elements());
    }

    @Override
    public Iterator<String> fieldNames() {
      payStep();
      return super.fieldNames();
    }
  }

  private static final class PaidArray extends ArrayNode {
    private static final long serialVersionUID = 1;

    PaidArray(JsonNodeFactory factory) {
      super(factory);
    }

    @Override
    public JsonNode get(int index) {
      payStep();
      return super.get(index);
    }

    @Override
    public Iterator<JsonNode> elements() {
      return paid(super.elements());
    }
  }
}
