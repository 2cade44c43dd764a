package dev.webhooks.war.security;

import dev.webhooks.ejb.config.Settings;
import dev.webhooks.war.error.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The checks once the method is known: charset and compression of the body it takes (415, RFC 9110
 * section 15.5.16), scope and permission (403).
 */
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION)
@SuppressWarnings("NullAway.Init")
public class AuthorizationFilter implements ContainerRequestFilter {
  private Caller caller;
  private Access access;
  private final ConcurrentMap<Method, Optional<Allowed>> known = new ConcurrentHashMap<>();

  @Context private @Nullable ResourceInfo resource;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public AuthorizationFilter() {}

  @Inject
  public AuthorizationFilter(Caller caller, Settings settings) {
    this.caller = caller;
    this.access = new Access(settings.api().scopeSuffices());
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      return; // answered by JAX-RS itself: only which methods there are
    }
    boolean takesBody = takesBody();
    if (takesBody && !isReadable(request.getMediaType())) {
      throw Problem.unsupportedMediaType().exception();
    }
    if (takesBody && isCompressed(request.getHeaderString(HttpHeaders.CONTENT_ENCODING))) {
      throw Problem.unsupportedMediaType().with("Accept-Encoding", "identity").exception();
    }
    access
        .refusalOf(caller.identity(), allowed())
        .ifPresent(
            problem -> {
              throw problem.exception();
            });
  }

  private @Nullable Allowed allowed() {
    Method method = resource == null ? null : resource.getResourceMethod();
    return method == null
        ? null
        : known
            .computeIfAbsent(method, m -> Optional.ofNullable(m.getAnnotation(Allowed.class)))
            .orElse(null);
  }

  private boolean takesBody() {
    Method method = resource == null ? null : resource.getResourceMethod();
    return method != null && method.isAnnotationPresent(Consumes.class);
  }

  private static boolean isCompressed(@Nullable String coding) {
    return coding != null && !coding.equalsIgnoreCase("identity");
  }

  /** A type with a wildcard names none. */
  private static boolean isReadable(@Nullable MediaType type) {
    return isUtf8(type) && (type == null || !type.isWildcardSubtype());
  }

  static boolean isUtf8(@Nullable MediaType type) {
    String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }
}
