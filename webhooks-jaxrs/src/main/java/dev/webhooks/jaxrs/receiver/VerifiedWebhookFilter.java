package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.WebhookVerificationException.Reason;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies requests to resources with {@link VerifiedWebhook @VerifiedWebhook} before anything
 * reads their body, and hands the same bytes on. A request that fails is answered 401 with the
 * reason in a small JSON body, a body beyond the limit 413; the resource is not called. A verified
 * one carries a {@link ReceivedWebhook}. A verified challenge of the sender, whether this URL is
 * its owner's, is answered here; the resource never sees it.
 *
 * <p>What is accepted comes from a registered {@link VerifiedWebhookFeature} or, without one, from
 * MicroProfile Config:
 *
 * <ul>
 *   <li>{@code webhooks.receiver.secrets}: one or more secrets or public keys ({@code whpk_…}),
 *       comma-separated;
 *   <li>{@code webhooks.receiver.schemes}: of {@code sepay}, {@code epayse}, {@code standard},
 *       {@code standard-ed25519}; all that the secrets support unless set;
 *   <li>{@code webhooks.receiver.tolerance}: how far clocks may differ, as an ISO-8601 duration;
 *       {@code PT5M} unless set;
 *   <li>{@code webhooks.receiver.max-body-bytes}: 1048576 unless set.
 * </ul>
 *
 * <p>A sender with a name ({@link VerifiedWebhook#value}) has settings of its own, with its name
 * before the last part: {@code webhooks.receiver.bank.secrets}.
 *
 * <p>With neither, nothing is let in: requests fail with 500. JAX-RS 3.1 finds the filter by itself
 * through the service loader; where that is switched off, register {@link FilterRegistration}.
 */
@ConstrainedTo(RuntimeType.SERVER)
@Priority(Priorities.AUTHENTICATION)
public final class VerifiedWebhookFilter implements ContainerRequestFilter {
  private static final Logger LOG = System.getLogger(VerifiedWebhookFilter.class.getName());

  private final Configuration configuration;
  private final ResourceInfo resource;
  private final Map<Route, Optional<String>> senders = new ConcurrentHashMap<>();
  private final Map<String, Acceptance> acceptances = new ConcurrentHashMap<>();

  /**
   * Called by the JAX-RS runtime.
   *
   * @param configuration of the application, where a feature leaves what is accepted
   * @param resource of the present request
   */
  public VerifiedWebhookFilter(
      @Context Configuration configuration, @Context ResourceInfo resource) {
    this.configuration = configuration;
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    Optional<Acceptance> accepted = acceptance(request);
    if (accepted.isPresent()) {
      verify(request, accepted.get());
    }
  }

  private static void verify(ContainerRequestContext request, Acceptance accepted)
      throws IOException {
    Optional<byte[]> body = BoundedBody.read(request, accepted.maxBodyBytes());
    if (body.isPresent()) {
      request.setEntityStream(new ByteArrayInputStream(body.get()));
      decide(request, accepted.examine(request::getHeaderString, body.get()), body.get());
    } else {
      request.abortWith(tooLarge(accepted.maxBodyBytes()));
    }
  }

  private static void decide(
      ContainerRequestContext request, Acceptance.Verdict verdict, byte[] body) {
    if (verdict instanceof Acceptance.Trusted trusted) {
      Challenge.find(body).ifPresent(challenge -> request.abortWith(answer(challenge)));
      request.setProperty(ReceivedWebhook.PROPERTY, ReceivedWebhook.of(trusted.webhook()));
    } else if (verdict instanceof Acceptance.Refused refused) {
      request.abortWith(unauthorized(refused.reason()));
    }
  }

  /** Empty where everybody is let in. */
  private Optional<Acceptance> acceptance(ContainerRequestContext request) {
    try {
      Optional<String> sender =
          senders.computeIfAbsent(Route.of(resource, request.getUriInfo()), Route::sender);
      return (sender.isEmpty() && NameBound.is(request) ? Optional.of("") : sender)
          .map(name -> acceptances.computeIfAbsent(name, this::configured));
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.log(Level.ERROR, "No webhook can be verified, all are refused", e);
      throw new InternalServerErrorException(e);
    }
  }

  /** Read at a sender's first request: by then every feature has been configured. */
  private Acceptance configured(String sender) {
    return configuration.getProperty(Acceptance.property(sender)) instanceof Acceptance registered
        ? registered
        : ReceiverSettings.get(sender).acceptance();
  }

  private static Response unauthorized(Reason reason) {
    return answer(401, "unauthorized", reason.name().toLowerCase(Locale.ROOT))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Webhook-Signature")
        .build();
  }

  private static Response tooLarge(int maxBodyBytes) {
    return answer(413, "payload_too_large", "more than " + maxBodyBytes + " bytes").build();
  }

  private static Response answer(Challenge challenge) {
    return Response.ok(challenge.answer(), MediaType.APPLICATION_JSON_TYPE).build();
  }

  private static Response.ResponseBuilder answer(int status, String error, String reason) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity("{\"error\":\"" + error + "\",\"reason\":\"" + reason + "\"}");
  }
}
