package dev.webhooks.ejb.config;

import dev.webhooks.core.dispatch.DispatchListener;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.operation.AttemptTotals;
import dev.webhooks.core.operation.ExhaustedDeliveries;
import dev.webhooks.core.operation.FailingNotice;
import dev.webhooks.core.operation.HealthPolicy;
import dev.webhooks.core.operation.HealthWatch;
import dev.webhooks.core.operation.Listeners;
import dev.webhooks.core.operation.OperationalEvents;
import dev.webhooks.core.operation.StatisticsRecorder;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.ejb.publish.EventIds;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Those who watch what is sent.
 *
 * @param health disables who fails for long
 * @param exhausted tells of what was given up
 * @param statistics counts by endpoint and hour, for tenants
 * @param totals adds up, for operators
 */
record Observers(
    HealthWatch health,
    ExhaustedDeliveries exhausted,
    StatisticsRecorder statistics,
    AttemptTotals totals) {
  private static final int WAITING_NOTICES = 10_000;

  /** What observers work with besides the directory and the publisher. */
  record Needs(
      EndpointStore endpoints,
      EventStore events,
      EndpointHealth health,
      StatisticsStore statistics,
      EventIds ids,
      InstantSource clock,
      Duration failingAfter) {}

  static Observers of(Needs needs, EndpointDirectory directory, EventPublisher publisher) {
    OperationalEvents operational = new OperationalEvents(publisher, needs.ids::next, needs.clock);
    return new Observers(
        new HealthWatch(
            HealthPolicy.disablingAfter(needs.failingAfter),
            needs.health,
            needs.endpoints,
            new FailingNotice(directory, operational)),
        new ExhaustedDeliveries(directory, needs.events, operational, WAITING_NOTICES),
        new StatisticsRecorder(needs.statistics, needs.clock, new SecureRandom().nextLong()),
        new AttemptTotals());
  }

  DispatchListener listener() {
    return new Listeners(List.of(health, exhausted, statistics, totals));
  }
}
