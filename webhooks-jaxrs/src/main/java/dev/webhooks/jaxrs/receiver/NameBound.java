package dev.webhooks.jaxrs.receiver;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Marks the requests that the runtime itself finds to be protected: it alone sees an annotated
 * {@code Application}. Goes before {@link VerifiedWebhookFilter}.
 */
@VerifiedWebhook
@ConstrainedTo(RuntimeType.SERVER)
@Priority(Priorities.AUTHENTICATION - 1)
public final class NameBound implements ContainerRequestFilter {
  private static final String PROPERTY = NameBound.class.getName();

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(PROPERTY, true);
  }

  static boolean is(ContainerRequestContext request) {
    return request.getProperty(PROPERTY) != null;
  }
}
