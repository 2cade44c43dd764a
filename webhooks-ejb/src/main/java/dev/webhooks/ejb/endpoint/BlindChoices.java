package dev.webhooks.ejb.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a regular expression may go on in two ways without looking at a character: where
 * something that may be nothing is optional or repeated, and where several alternatives may be
 * nothing. Each such place doubles what there is to try, as in {@code (|)(|)(|)}, and whoever
 * counts the characters looked at does not see it. Used once; not thread-safe.
 */
final class BlindChoices {
  /** More are not looked for: to try so many is too much already. */
  static final int MANY = 16;

  /** All but the flag x, with which what follows reads otherwise. */
  private static final Pattern OPENING =
      Pattern.compile("\\((?:\\?(?:[=!>]|<[=!]|(?<name><\\w+>)|[a-wyzA-Z-]*[:)])|(?!\\?))");

  private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\[1-9k]");
  private static final String QUANTIFIERS = "?*+{";

  private final String text;
  private final IntConsumer price;
  private final Deque<Group> groups = new ArrayDeque<>();
  private int at;
  private int atom;
  private int capturing;
  private int choices;

  /** What stands between two parentheses, while it is read. */
  private static final class Group {
    final int start;
    int alternative;
    int nothing;

    Group(int start, int alternative) {
      this.start = start;
      this.alternative = alternative;
    }
  }

  private BlindChoices(String text, IntConsumer price) {
    this.text = text;
    this.price = price;
  }

  /**
   * Counts them, up to {@link #MANY}, which is also said of what is not understood.
   *
   * @param price hears the length of each part that is tried on nothing; may throw
   */
  static int in(Pattern pattern, IntConsumer price) {
    BlindChoices choices = new BlindChoices(pattern.pattern(), price);
    boolean understood = choices.read() && choices.capturing == pattern.matcher("").groupCount();
    return understood ? Math.min(choices.choices, MANY) : MANY;
  }

  private boolean read() {
    groups.push(new Group(0, 0));
    while (at < text.length() && choices < MANY) {
      if (!readOne()) {
        return false;
      }
    }
    return choices >= MANY || (groups.size() == 1 && endAlternative(groups.pop()));
  }

  private boolean readOne() {
    char c = text.charAt(at);
    if (QUANTIFIERS.indexOf(c) >= 0) {
      return quantify(c);
    }
    if (c == '|') {
      return endAlternative(groups.element());
    }
    if (c == ')') {
      return groups.size() > 1 && close(groups.pop());
    }
    atom = at;
    return switch (c) {
      case '(' -> open();
      case '[' -> skipClass();
      case '\\' -> escape();
      default -> to(at + 1);
    };
  }

  private boolean to(int next) {
    at = next;
    return true;
  }

  /** What is quoted is not looked into. */
  private boolean escape() {
    int end = text.startsWith("\\Q", at) ? text.indexOf("\\E", at) : at;
    return to(end < 0 ? text.length() : end + 2);
  }

  private boolean open() {
    Matcher opening = OPENING.matcher(text).region(at, text.length());
    if (!opening.lookingAt()) {
      return false;
    }
    if (!opening.group().endsWith(")")) {
      capturing += opening.group().equals("(") || opening.group("name") != null ? 1 : 0;
      groups.push(new Group(at, opening.end()));
    }
    return to(opening.end());
  }

  private boolean close(Group group) {
    endAlternative(group);
    atom = group.start;
    return true;
  }

  /** Of alternatives that may be nothing, each but the first is one more way to go on. */
  private boolean endAlternative(Group group) {
    if (mayBeNothing(group.alternative) && group.nothing++ > 0) {
      choices++;
    }
    group.alternative = at + 1;
    return to(at + 1);
  }

  private boolean quantify(char c) {
    if (mayBeNothing(atom)) {
      choices++;
    }
    at = c == '{' ? text.indexOf('}', at) + 1 : at + 1;
    if (at == 0) {
      return false;
    }
    boolean lazyOrPossessive =
        at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '+');
    return to(lazyOrPossessive ? at + 1 : at);
  }

  /** Whether what stands from there to here matches without a character. */
  private boolean mayBeNothing(int from) {
    String part = text.substring(from, at);
    price.accept(part.length());
    return BACK_REFERENCE.matcher(part).find() || Pattern.compile(part).matcher("").lookingAt();
  }

  /** A bracket that comes first stands for itself, and classes may stand in classes. */
  private boolean skipClass() {
    int depth = 0;
    do {
      if (at >= text.length()) {
        return false;
      }
      char c = text.charAt(at);
      if (c == '\\') {
        escape();
      } else if (c == '[') {
        depth++;
        at++;
        at += text.startsWith("^", at) ? 1 : 0;
        at += text.startsWith("]", at) ? 1 : 0;
      } else {
        depth -= c == ']' ? 1 : 0;
        at++;
      }
    } while (depth > 0);
    return true;
  }
}
