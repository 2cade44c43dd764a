package dev.webhooks.ejb.publish;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.MatchedEndpoint;
import dev.webhooks.core.model.Event;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Says where an event or a bank transaction would go if it were published now: checks it and
 * decides about every endpoint as publishing does, and stores nothing. Thread-safe; blocks.
 */
@Dependent
public class DryRun {
  private final EventPreparation events;
  private final TransactionPreparation transactions;
  private final EndpointDirectory directory;

  @Inject
  DryRun(
      EventPreparation events, TransactionPreparation transactions, EndpointDirectory directory) {
    this.events = events;
    this.transactions = transactions;
    this.directory = directory;
  }

  /**
   * What would happen.
   *
   * @param event as it would be stored; its id is an example
   * @param endpoints every endpoint of the tenant, in the order of their ids
   */
  public record Outcome(Event event, List<MatchedEndpoint> endpoints) {}

  /**
   * Where an event would go.
   *
   * @throws dev.webhooks.ejb.Refusal.Invalid when publishing would refuse it
   */
  public Outcome ofEvent(String tenant, EventItem item) {
    return outcome(events.draft(tenant, item));
  }

  /**
   * Where a bank transaction would go.
   *
   * @throws dev.webhooks.ejb.Refusal.Invalid when publishing would refuse it
   */
  public Outcome ofTransaction(String tenant, TransactionItem item) {
    return outcome(transactions.draft(tenant, item));
  }

  private Outcome outcome(Event event) {
    return new Outcome(event, directory.explain(event));
  }
}
