package dev.webhooks.jaxrs.client.model;

/** A constant whose name on the wire is not its Java name. */
public interface WireNamed {

  /** The exact, case-sensitive value in JSON. */
  String wireName();
}
