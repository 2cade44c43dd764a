package dev.webhooks.war.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Tells callers how many requests they have left, where there is a limit. */
@Provider
public class RateHeadersFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(AuthenticationFilter.ALLOWANCE)
        instanceof RateLimiter.Allowance allowance) {
      response.getHeaders().putSingle("X-RateLimit-Limit", allowance.limit());
      response.getHeaders().putSingle("X-RateLimit-Remaining", allowance.remaining());
      long reset = Math.max(1, allowance.refilledIn().plusMillis(999).toSeconds());
      response.getHeaders().putSingle("X-RateLimit-Reset", allowance.granted() ? 1 : reset);
    }
  }
}
