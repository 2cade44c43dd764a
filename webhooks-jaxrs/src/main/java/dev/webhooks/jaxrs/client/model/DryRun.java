package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something would go if it were published now; nothing was.
 *
 * @param type the event's type; of a bank transaction {@code transaction.in} or {@code
 *     transaction.out}
 * @param livemode live or test
 * @param deliveries the number of endpoints it would go to
 * @param endpoints every webhook and endpoint, by id
 */
public record DryRun(String type, boolean livemode, int deliveries, List<Explained> endpoints) {

  /** Absent endpoints are none. */
  public DryRun {
    endpoints = Copies.of(endpoints);
  }

  /**
   * What was decided about one endpoint.
   *
   * @param id its id
   * @param kind {@code webhook} or {@code endpoint}
   * @param url its target
   * @param receives whether it would be sent the event
   * @param reason the rule that keeps the event away, such as {@code filter}; null if none does
   * @param message the same for people
   * @param failedClause the part of its filter that the event does not satisfy; null if it was
   *     another rule
   */
  public record Explained(
      long id,
      String kind,
      URI url,
      boolean receives,
      @Nullable String reason,
      @Nullable String message,
      @Nullable JsonObject failedClause) {}
}
