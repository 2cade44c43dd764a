package dev.webhooks.core.model;

/**
 * Which of the two products an endpoint belongs to: what it is sent and what counts as a success.
 */
public enum Face {
  /** Bank transactions; success is 200 or 201 with a JSON body that says {@code success: true}. */
  SEPAY,
  /** Signed events; success is any 2xx; 410 disables the endpoint. */
  EPAYSE
}
