package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.WebhookVerifier;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.HashMap;
import java.util.Map;

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
  private final Map<String, Acceptance> bySender;

  /** Bodies up to 1 MiB that satisfy one of the verifiers. */
  public VerifiedWebhookFeature(WebhookVerifier... verifiers) {
    this(Map.of("", Acceptance.of(verifiers)));
  }

  private VerifiedWebhookFeature(Map<String, Acceptance> bySender) {
    this.bySender = Map.copyOf(bySender);
  }

  /**
   * The same with another sender, who has verifiers of its own and is let in only where {@link
   * VerifiedWebhook#value} says its name.
   */
  public VerifiedWebhookFeature withSender(String name, WebhookVerifier... verifiers) {
    Map<String, Acceptance> more = new HashMap<>(bySender);
    more.put(name, Acceptance.of(verifiers));
    return new VerifiedWebhookFeature(more);
  }

  /** The same for bodies up to another size, of every sender so far. */
  public VerifiedWebhookFeature withMaxBodyBytes(int maxBodyBytes) {
    Map<String, Acceptance> resized = new HashMap<>(bySender);
    resized.replaceAll((name, acceptance) -> acceptance.withMaxBodyBytes(maxBodyBytes));
    return new VerifiedWebhookFeature(resized);
  }

  @Override
  public boolean configure(FeatureContext context) {
    bySender.forEach((name, accepted) -> context.property(Acceptance.property(name), accepted));
    return new FilterRegistration().configure(context);
  }
}
