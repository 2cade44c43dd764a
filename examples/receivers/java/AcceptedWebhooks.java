import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.jaxrs.receiver.VerifiedWebhookFeature;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Says in code what is let in; not needed where webhooks.receiver.secrets is configured. */
@Provider
public class AcceptedWebhooks implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    WebhookVerifier verifier =
        WebhookVerifier.standardWebhooks().secret(System.getenv("WEBHOOK_SECRET")).build();
    context.register(new VerifiedWebhookFeature(verifier));
    return true;
  }
}
