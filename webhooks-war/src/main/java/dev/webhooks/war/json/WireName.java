package dev.webhooks.war.json;

import dev.webhooks.ejb.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Translates the names of components to those of the wire. Pure. */
public final class WireName {
  private WireName() {}

  /** {@code bankAccountId} becomes {@code bank_account_id}. */
  public static String of(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Calls a use case; what it refuses is named as on the wire.
   *
   * @param names component to field, where they differ by more than their spelling
   * @throws InvalidRequestException instead of {@link Refusal.Invalid}
   */
  public static <T> T translating(Map<String, String> names, Supplier<T> useCase) {
    try {
      return useCase.get();
    } catch (Refusal.Invalid e) {
      throw new InvalidRequestException(translate(names, e.errors()));
    }
  }

  /** The same errors under the names of the wire. */
  public static Map<String, List<String>> translate(
      Map<String, String> names, Map<String, List<String>> errors) {
    Map<String, List<String>> translated = new LinkedHashMap<>();
    errors.forEach(
        (component, reasons) ->
            translated.put(names.getOrDefault(component, of(component)), reasons));
    return translated;
  }
}
