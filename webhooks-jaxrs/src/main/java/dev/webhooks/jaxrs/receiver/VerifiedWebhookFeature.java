package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.WebhookVerifier;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;

/**
 * Says in code what {@link VerifiedWebhookFilter} lets in, in place of MicroProfile Config.
 *
 * <pre>{@code
 * public Set<Object> getSingletons() {
 *   return Set.of(new VerifiedWebhookFeature(
 *       WebhookVerifier.standardWebhooks().secret(secret).build()));
 * }
 * }</pre>
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class VerifiedWebhookFeature implements Feature {
  private final Acceptance acceptance;

  /** Bodies up to 1 MiB that satisfy one of the verifiers. */
  public VerifiedWebhookFeature(WebhookVerifier... verifiers) {
    this(new Acceptance(List.of(verifiers), Acceptance.DEFAULT_MAX_BODY_BYTES));
  }

  private VerifiedWebhookFeature(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  /** The same for bodies up to another size. */
  public VerifiedWebhookFeature withMaxBodyBytes(int maxBodyBytes) {
    return new VerifiedWebhookFeature(new Acceptance(acceptance.verifiers(), maxBodyBytes));
  }

  @Override
  public boolean configure(FeatureContext context) {
    context.property(Acceptance.PROPERTY, acceptance);
    return new FilterRegistration().configure(context);
  }
}
