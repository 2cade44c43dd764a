package dev.webhooks.ejb.config;

import java.util.UUID;

/**
 * This process among those that share the database.
 *
 * @param name unique per process start, without spaces
 */
public record Node(String name) {
  static Node started() {
    return new Node(UUID.randomUUID().toString());
  }
}
