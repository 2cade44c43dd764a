package dev.webhooks.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event owed to one endpoint, as its owner read it from the queue.
 *
 * <p>Life: appended with its event; tried until it is settled, which moves it to the history; a
 * resend brings a settled one back under the same id with the next settlement number.
 *
 * @param id rising with publication, unique over all endpoints
 * @param endpointId to whom it is owed
 * @param eventNumber the store's number of the event that is owed
 * @param createdAt when it was published, by the database's clock
 * @param attempts attempts made so far, over all settlements
 * @param failures failed automatic attempts so far: the position in the retry schedule
 * @param revision raised by resend and cancel; what was decided at an older one does not settle it
 * @param settlement how often it was settled before: 0, and one more for each resend of a settled
 *     one
 * @param trigger why the next attempt is made
 * @param retries whether a failure is retried by the schedule; false for a resend of a settled one
 * @param bodyFormat the form of the body, fixed at publication
 * @param arrival when it came into the queue, as a number that rises over all endpoints: the id, or
 *     a later one when a resend brought it back; marks of cancellation compare with it
 * @param place where the store keeps it, for the store alone; null when it has not said
 */
public record PendingDelivery(
    long id,
    long endpointId,
    long eventNumber,
    Instant createdAt,
    int attempts,
    int failures,
    int revision,
    int settlement,
    Trigger trigger,
    boolean retries,
    BodyFormat bodyFormat,
    long arrival,
    @Nullable String place) {}
