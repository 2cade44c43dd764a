package dev.webhooks.core.retry;

/** When a failed delivery is tried again. Immutable. */
public final class RetrySchedule {}
