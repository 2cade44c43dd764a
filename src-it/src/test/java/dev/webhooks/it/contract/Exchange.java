package dev.webhooks.it.contract;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request and its answer, as far as the API document speaks of them.
 *
 * @param method of the request
 * @param target of the request: path and query, as sent
 * @param status of the answer
 * @param headers of the answer, names in lower case
 * @param body of the answer
 */
public record Exchange(
    String method, String target, int status, Map<String, List<String>> headers, byte[] body) {

  public Exchange {
    headers =
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.copyOf(header.getValue()),
                    (one, other) -> one));
  }

  /** Of a client that knows the whole address. */
  public static Exchange of(
      String method, URI uri, int status, Map<String, List<String>> headers, byte[] body) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Exchange(method, uri.getRawPath() + query, status, headers, body);
  }

  /** The path of the request, as sent. */
  String path() {
    return target.replaceFirst("\\?.*", "");
  }

  /** The first value of a header of the answer. */
  Optional<String> findHeader(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** The body of the answer as text. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + target + " was answered " + status + " " + headers + "\n" + text();
  }
}
