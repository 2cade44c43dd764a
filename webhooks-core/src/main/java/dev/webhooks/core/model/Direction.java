package dev.webhooks.core.model;

/** Whether money came in or went out. */
public enum Direction {
  IN,
  OUT
}
