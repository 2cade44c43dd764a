package dev.webhooks.core.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as people look at them. Joins the caller's transaction if there is one. Thread-safe;
 * blocks.
 */
public interface EventLog {

  /** An event of this tenant, with its body. */
  Optional<LoggedEvent> find(String tenant, String eventId);

  /** The event of a bank transaction of this tenant, with its body. */
  Optional<LoggedEvent> findTransaction(String tenant, long transactionId);

  /**
   * Events by filter, newest first, stable while new ones arrive; without bodies. A page may have
   * fewer than asked for, or none, and still a cursor: what one call looks at is bounded.
   */
  Page page(Filter filter);

  /**
   * Removes the content of an event for good; its deliveries and attempts stay in the log. What is
   * pending cannot be sent any more.
   *
   * @return false when there is no such event
   */
  boolean expunge(String tenant, String eventId);

  /**
   * Which events.
   *
   * @param tenant whose
   * @param type null for any
   * @param from created at or after, null for any
   * @param to created before, null for any
   * @param cursor what the page before gave, null for the first page
   * @param limit at most so many
   */
  record Filter(
      String tenant,
      @Nullable String type,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long cursor,
      int limit) {}

  /**
   * One page.
   *
   * @param next the cursor of the next page, null when there is none; only that means the end
   */
  record Page(List<LoggedEvent> events, @Nullable Long next) {}
}
