package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;

/**
 * Registers {@link VerifiedWebhookFilter}, found by the service loader (Jakarta RESTful Web
 * Services 3.1, section 4.1.2). An annotation without its filter would let everything in.
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class FilterRegistration implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    for (Class<?> filter : List.of(NameBound.class, VerifiedWebhookFilter.class)) {
      if (!context.getConfiguration().isRegistered(filter)) {
        context.register(filter);
      }
    }
    return true;
  }
}
