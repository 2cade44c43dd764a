package dev.webhooks.core.operation;

import dev.webhooks.core.spi.EndpointHealth.Failing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an endpoint that fails. One success, whatever made the attempt, ends it.
 *
 * @param announceAfter after so long without success its tenant is told, at the next failure
 * @param disableAfter after so long without success it is disabled, at the next failure
 */
public record HealthPolicy(Duration announceAfter, Duration disableAfter) {
  /** Tells after two and a half days, disables after five. */
  public static final HealthPolicy DEFAULT = disablingAfter(Duration.ofDays(5));

  /** What is to be done. */
  public enum Step {
    /** Nothing. */
    NONE,
    /** Note that it is failing from now on. */
    BEGIN,
    /** Tell its tenant. */
    ANNOUNCE,
    /** Disable it. */
    DISABLE,
    /** Note that it is healthy. */
    CLEAR
  }

  /** Disables after this time and tells the tenant after half of it. */
  public static HealthPolicy disablingAfter(Duration time) {
    return new HealthPolicy(time.dividedBy(2), time);
  }

  /**
   * The step that follows from what was heard of an endpoint.
   *
   * @param failing what was known before, null for a healthy endpoint
   * @param accepted whether at least one of the attempts succeeded
   */
  public Step next(@Nullable Failing failing, boolean accepted) {
    if (failing == null) {
      return accepted ? Step.NONE : Step.BEGIN;
    }
    if (accepted) {
      return Step.CLEAR;
    }
    if (failing.lasting().compareTo(disableAfter) >= 0) {
      return Step.DISABLE;
    }
    return !failing.announced() && failing.lasting().compareTo(announceAfter) >= 0
        ? Step.ANNOUNCE
        : Step.NONE;
  }
}
