package dev.webhooks.ejb.endpoint;

/** Tells how far deliveries have been numbered. */
@FunctionalInterface
public interface DeliveryMark {

  /** A number above every delivery id given so far and below those given later. */
  long next();
}
