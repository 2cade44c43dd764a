package dev.webhooks.ejb.publish;

import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.dispatch.Publication;
import dev.webhooks.ejb.Refusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way into the store: those that may be published, and refusals in the places of the
 * others.
 *
 * @param toPublish without the refused ones
 * @param refusals one per item, null for one that is published
 */
record Prepared(List<EventToPublish> toPublish, List<@Nullable Refusal> refusals) {

  static Prepared empty() {
    return new Prepared(new ArrayList<>(), new ArrayList<>());
  }

  void add(EventToPublish event) {
    toPublish.add(event);
    refusals.add(null);
  }

  void refuse(Refusal refusal) {
    refusals.add(refusal);
  }

  /** One result per item, in order. */
  List<PublishResult> results(List<Publication> publications) {
    Iterator<Publication> published = publications.iterator();
    List<PublishResult> results = new ArrayList<>(refusals.size());
    for (Refusal refusal : refusals) {
      results.add(
          refusal == null ? resultOf(published.next()) : new PublishResult.Refused(refusal));
    }
    return results;
  }

  private static PublishResult resultOf(Publication publication) {
    if (publication instanceof Publication.Stored stored) {
      return new PublishResult.Accepted(
          stored.eventId(), stored.transactionId(), stored.deliveries(), false);
    }
    if (publication instanceof Publication.Duplicate first) {
      return new PublishResult.Accepted(
          first.eventId(), first.transactionId(), first.deliveries(), true);
    }
    String id = ((Publication.Conflict) publication).eventId();
    return new PublishResult.Refused(
        new Refusal.Conflict("The id or idempotency key was used with other content", id));
  }
}
