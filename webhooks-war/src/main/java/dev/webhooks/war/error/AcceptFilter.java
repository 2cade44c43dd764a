package dev.webhooks.war.error;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an {@code Accept} header whose weights are none (RFC 9110, section 12.4.2) with 400: not
 * every server takes that for the caller's mistake.
 */
@Provider
@PreMatching
@Dependent
@Priority(Priorities.AUTHENTICATION + 1)
public class AcceptFilter implements ContainerRequestFilter {
  private static final Pattern NO_WEIGHT =
      Pattern.compile(
          ";\\s*q\\s*=(?!\\s*(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)\\s*([,;]|$))",
          Pattern.CASE_INSENSITIVE);

  @Override
  public void filter(ContainerRequestContext request) {
    if (isMalformed(request.getHeaderString(HttpHeaders.ACCEPT))) {
      throw Problem.badRequest().exception();
    }
  }

  static boolean isMalformed(@Nullable String accept) {
    return accept != null && NO_WEIGHT.matcher(accept).find();
  }
}
