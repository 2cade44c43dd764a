package dev.webhooks.jaxrs.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what JSON left out or filled: absent is empty. */
final class Copies {

  private Copies() {}

  static <T> List<T> of(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <V> Map<String, V> of(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }

  /** Absent stays absent: in an update it means "leave as it is". */
  static <T> @Nullable List<T> ofNullable(@Nullable List<T> list) {
    return list == null ? null : List.copyOf(list);
  }

  static <V> @Nullable Map<String, V> ofNullable(@Nullable Map<String, V> map) {
    return map == null ? null : Map.copyOf(map);
  }
}
