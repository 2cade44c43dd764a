package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Registers {@link VerifiedWebhookFilter}, found by the service loader (Jakarta RESTful Web
 * Services 3.1, section 4.1.2). A name binding without its filter would let everything in.
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class FilterRegistration implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    if (!context.getConfiguration().isRegistered(VerifiedWebhookFilter.class)) {
      context.register(VerifiedWebhookFilter.class);
    }
    return true;
  }
}
