package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.VerifiedWebhook;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of the present request vouches for besides its body. A resource reads it from
 * the request's properties, which in a servlet container are the request's attributes:
 *
 * <pre>{@code
 * public Response paid(PaymentEvent event, @Context HttpServletRequest request) {
 *   ReceivedWebhook webhook = ReceivedWebhook.of(request::getAttribute);
 * }</pre>
 *
 * @param id the same in every repetition; null for the schemes whose signature does not cover it
 *     (SePay, EPaySe): take it from the body there
 * @param signedAt when the sender signed this attempt, to the second
 */
public record ReceivedWebhook(@Nullable String id, Instant signedAt) {
  /** The name of the request property that holds it. */
  public static final String PROPERTY = "dev.webhooks.jaxrs.receiver.ReceivedWebhook";

  static ReceivedWebhook of(VerifiedWebhook verified) {
    return new ReceivedWebhook(verified.id(), verified.signedAt());
  }

  /**
   * The webhook of the request with these properties or attributes.
   *
   * @param properties such as {@code ContainerRequestContext::getProperty} or {@code
   *     HttpServletRequest::getAttribute}
   * @throws IllegalStateException if the request was not verified: the resource lacks {@link
   *     dev.webhooks.jaxrs.receiver.VerifiedWebhook @VerifiedWebhook}
   */
  public static ReceivedWebhook of(Function<String, @Nullable Object> properties) {
    if (properties.apply(PROPERTY) instanceof ReceivedWebhook webhook) {
      return webhook;
    }
    throw new IllegalStateException("The request is no verified webhook");
  }
}
