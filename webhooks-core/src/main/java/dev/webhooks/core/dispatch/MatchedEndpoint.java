package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Match;
import dev.webhooks.core.model.Subscription;
import java.util.Optional;

/**
 * What was decided about an event and an endpoint, for people who ask why.
 *
 * @param endpoint as this node knows it
 * @param match whether the event is owed to it, and if not, why
 * @param failedClause the part of the filter that the event does not satisfy, as JSON; empty unless
 *     it was the filter
 */
public record MatchedEndpoint(Endpoint endpoint, Match match, Optional<String> failedClause) {

  static MatchedEndpoint of(Endpoint endpoint, Event event) {
    Match match = endpoint.match(event);
    boolean byFilter =
        match == Match.FILTER && endpoint.subscription() instanceof Subscription.Events;
    return new MatchedEndpoint(
        endpoint, match, byFilter ? failedClause(endpoint, event) : Optional.empty());
  }

  private static Optional<String> failedClause(Endpoint endpoint, Event event) {
    return ((Subscription.Events) endpoint.subscription()).filter().failedClause(event);
  }
}
