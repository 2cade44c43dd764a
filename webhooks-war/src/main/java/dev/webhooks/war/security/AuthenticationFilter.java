package dev.webhooks.war.security;

import dev.webhooks.ejb.config.Settings;
import dev.webhooks.war.error.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.time.InstantSource;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The first checks of every request, before its path is looked at: token (401), rate (429). */
@Provider
@PreMatching
@Dependent
@Priority(Priorities.AUTHENTICATION)
@SuppressWarnings("NullAway.Init")
public class AuthenticationFilter implements ContainerRequestFilter {
  static final String ALLOWANCE = "dev.webhooks.allowance";

  private Caller caller;
  private KnownTokens tokens;
  private RateLimiter limiter;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public AuthenticationFilter() {}

  @Inject
  public AuthenticationFilter(Caller caller, Settings settings) {
    this.caller = caller;
    this.tokens = new KnownTokens(settings.api().tenantClaim(), InstantSource.system());
    this.limiter = new RateLimiter(settings.api().requestsPerSecond(), System::nanoTime);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Identity identity = authenticate(request);
    caller.is(identity);
    if (limiter.isOn()) {
      limit(request, identity);
    }
  }

  private Identity authenticate(ContainerRequestContext request) {
    Principal principal = request.getSecurityContext().getUserPrincipal();
    if (principal instanceof JsonWebToken token) {
      return tokens.identity(token).orElseThrow(() -> Problem.badToken().exception());
    }
    throw Problem.unauthorized(request.getHeaderString(HttpHeaders.AUTHORIZATION)).exception();
  }

  private void limit(ContainerRequestContext request, Identity identity) {
    RateLimiter.Allowance allowance = limiter.take(identity.tenant() + '\n' + identity.clientId());
    request.setProperty(ALLOWANCE, allowance);
    if (!allowance.granted()) {
      throw Problem.rateLimited(allowance.refilledIn()).exception();
    }
  }
}
