package dev.webhooks.core.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of one command: {@code --name value} or {@code --name=value}, some repeatable. */
final class Options {
  private final Map<String, List<String>> values;

  private Options(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the arguments behind the command's name.
   *
   * @param known the names the command has, without the dashes
   */
  static Options parse(List<String> arguments, Set<String> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = known(argument, equals < 0 ? argument.length() : equals, known);
      if (equals < 0 && ++i == arguments.size()) {
        throw new UsageException("--" + name + " needs a value");
      }
      String value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return new Options(values);
  }

  private static String known(String argument, int end, Set<String> known) {
    String name = argument.startsWith("--") ? argument.substring(2, end) : "";
    if (!known.contains(name)) {
      throw new UsageException("unknown argument: " + argument.substring(0, end));
    }
    return name;
  }

  /** Every value given for this option, in order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The last value given, or else this one. */
  String get(String name, String otherwise) {
    List<String> given = all(name);
    return given.isEmpty() ? otherwise : given.get(given.size() - 1);
  }

  /** The last value given for an option that cannot be left out. */
  String required(String name) {
    if (all(name).isEmpty()) {
      throw new UsageException("--" + name + " is missing");
    }
    return get(name, "");
  }

  /** A whole number within bounds. */
  long number(String name, long otherwise, long min, long max) {
    String text = get(name, Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says it better.
    }
    throw new UsageException("--" + name + " is not a number from " + min + " to " + max);
  }

  /** A duration in ISO-8601. */
  Duration duration(String name, Duration otherwise) {
    try {
      return Duration.parse(get(name, otherwise.toString()));
    } catch (DateTimeParseException e) {
      throw new UsageException("--" + name + " is not a duration such as PT1H or PT5M");
    }
  }
}
