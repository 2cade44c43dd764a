package dev.webhooks.ejb.endpoint;

import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What making a schema ready, or checking one content by it, may cost. A tenant's schema can ask
 * for more work than all others' requests: a few kilobytes whose parts refer to each other, or a
 * regular expression that goes back again and again. So every part of a schema that is followed or
 * applied, and every character a regular expression looks at, is paid for, and who has nothing left
 * is stopped. The budget is the calling thread's.
 */
final class SchemaBudget {
  /** A second or two on a slow machine; a usual check takes a thousandth of it. */
  private static final int UNITS = 30_000_000;

  /** Of a short regular expression that looks at every character it goes on from. */
  private static final int UNITS_OF_CHARACTER = 5;

  private static final int SHORT = 100;
  private static final int UNITS_OF_PART = 100;

  /** Each one followed stays in memory. */
  private static final int UNITS_OF_REFERENCE = 3_000;

  private static final ThreadLocal<SchemaBudget> CURRENT = new ThreadLocal<>();

  private long left = UNITS;

  private SchemaBudget() {}

  /** Nothing is left. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super("the schema asks for too much", null, false, false);
    }
  }

  /**
   * Does something with a schema that has {@link #config}, on this thread.
   *
   * @throws Exhausted when it would take too long
   */
  static <T> T within(Supplier<T> work) {
    SchemaBudget budget = new SchemaBudget();
    CURRENT.set(budget);
    try {
      return work.get();
    } catch (RuntimeException e) {
      // The library wraps some of what is thrown.
      throw budget.left < 0 ? new Exhausted() : e;
    } finally {
      CURRENT.remove();
    }
  }

  /** The library's usual settings, by which each step is paid for. */
  static SchemaValidatorsConfig config() {
    return new PaidConfig();
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

  /** The library asks these once and again for every part and for every reference. */
  private static final class PaidConfig extends SchemaValidatorsConfig {
    @SuppressWarnings("deprecation")
    PaidConfig() {
      setPathType(PathType.JSON_POINTER);
      setHandleNullableField(false);
      setCustomMessageSupported(false);
    }

    @Override
    public boolean isDiscriminatorKeywordEnabled() {
      pay(UNITS_OF_PART);
      return super.isDiscriminatorKeywordEnabled();
    }

    @Override
    public boolean isCacheRefs() {
      pay(UNITS_OF_REFERENCE);
      return super.isCacheRefs();
    }

    @Override
    public RegularExpressionFactory getRegularExpressionFactory() {
      return SchemaBudget::regularExpression;
    }
  }

  private static RegularExpression regularExpression(String text) {
    Pattern pattern = Pattern.compile(withoutLines(text));
    long price = priceOf(pattern);
    return value -> {
      // It may begin at each of them, and find no reason to look at any.
      pay(price * (value.length() + 1));
      return pattern.matcher(new PaidText(value, price)).find();
    };
  }

  /** ECMA-262 knows no lines here; Java's $ would let a final line break follow. */
  private static String withoutLines(String regex) {
    StringBuilder java = new StringBuilder();
    boolean escaped = false;
    boolean inClass = false;
    for (char c : regex.toCharArray()) {
      java.append(c == '$' && !escaped && !inClass ? "\\z" : String.valueOf(c));
      inClass = escaped ? inClass : c == '[' || (inClass && c != ']');
      escaped = c == '\\' && !escaped;
    }
    return java.toString();
  }

  /** Of a character: what may be done before the next one is looked at. */
  private static long priceOf(Pattern pattern) {
    int choices = BlindChoices.in(pattern, SchemaBudget::pay);
    if (choices == BlindChoices.MANY) {
      pay(UNITS + 1);
    }
    return ((long) UNITS_OF_CHARACTER << choices) * (1 + pattern.pattern().length() / SHORT);
  }

  private record PaidText(CharSequence text, long price) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      pay(price);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new PaidText(text.subSequence(start, end), price);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
