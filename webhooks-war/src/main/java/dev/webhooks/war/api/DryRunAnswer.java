package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.dispatch.MatchedEndpoint;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Match;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.ejb.publish.DryRun.Outcome;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes which endpoints an event would reach and why the others not. Pure. */
final class DryRunAnswer {
  private DryRunAnswer() {}

  static JsonObject of(Outcome outcome) {
    Event event = outcome.event();
    long deliveries = outcome.endpoints().stream().filter(one -> one.match().isTaken()).count();
    var endpoints = Json.array();
    outcome.endpoints().forEach(one -> endpoints.add(of(one, event)));
    return Json.object()
        .add("type", event.type())
        .add("livemode", event.livemode())
        .add("deliveries", deliveries)
        .add("endpoints", endpoints)
        .build();
  }

  private static JsonObject of(MatchedEndpoint one, Event event) {
    Endpoint endpoint = one.endpoint();
    JsonObjectBuilder json =
        Json.object()
            .add("id", endpoint.id())
            .add("kind", endpoint.face() == Face.SEPAY ? "webhook" : "endpoint")
            .add("url", endpoint.url().toString())
            .add("receives", one.match().isTaken());
    addText(json, "reason", reason(one.match()));
    addText(json, "message", message(one.match(), endpoint.subscription(), event));
    one.failedClause()
        .ifPresentOrElse(
            clause ->
                json.add(
                    "failed_clause", JsonReading.value(clause.getBytes(StandardCharsets.UTF_8))),
            () -> json.addNull("failed_clause"));
    return json.build();
  }

  private static @Nullable String reason(Match match) {
    return switch (match) {
      case TAKEN -> null;
      case ANOTHER_TENANT, DELETED -> "gone";
      case DISABLED -> "disabled";
      case NO_TRANSACTION -> "no_transaction";
      case BANK_ACCOUNT -> "bank_account";
      case DIRECTION -> "direction";
      case NO_CODE -> "no_code";
      case VIRTUAL_ACCOUNT -> "virtual_account";
      case MODE -> "mode";
      case TYPE -> "event_type";
      case CHANNEL -> "channel";
      case FILTER -> "filter";
    };
  }

  private static @Nullable String message(Match match, Subscription subscription, Event event) {
    return subscription instanceof Subscription.Transactions asked
        ? message(match, asked)
        : message(match, (Subscription.Events) subscription, event);
  }

  private static @Nullable String message(Match match, Subscription.Transactions asked) {
    return switch (match) {
      case NO_TRANSACTION -> "It takes bank transactions only";
      case BANK_ACCOUNT -> "It takes the transactions of bank account " + asked.bankAccountId();
      case DIRECTION ->
          asked.direction() == Direction.IN
              ? "It takes incoming transactions only"
              : "It takes outgoing transactions only";
      case NO_CODE -> "It leaves out transactions without a payment code";
      case VIRTUAL_ACCOUNT ->
          "It takes the virtual accounts " + list(asked.onlySubAccounts()) + " only";
      default -> message(match);
    };
  }

  private static @Nullable String message(Match match, Subscription.Events asked, Event event) {
    return switch (match) {
      case MODE -> asked.livemode() ? "It takes live events only" : "It takes test events only";
      case TYPE ->
          "It takes " + list(asked.types().stream().map(EventTypePattern::pattern).toList());
      case CHANNEL ->
          "It takes the channels "
              + list(asked.channels())
              + (event.channels().isEmpty()
                  ? "; the event names none"
                  : "; the event is for " + list(event.channels()));
      case FILTER -> "The event does not satisfy its filter";
      default -> message(match);
    };
  }

  private static @Nullable String message(Match match) {
    return switch (match) {
      case TAKEN -> null;
      case DISABLED -> "It is disabled";
      default -> "It is gone";
    };
  }

  private static String list(@Nullable Collection<?> values) {
    return values == null
        ? ""
        : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
