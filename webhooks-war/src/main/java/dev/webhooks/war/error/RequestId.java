package dev.webhooks.war.error;

import com.github.f4b6a3.ulid.Ulid;
import jakarta.servlet.ServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request, in its answer and in the log. */
public final class RequestId {
  /** The header it is taken from and answered in. */
  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:@/+=-]{1,64}");

  private RequestId() {}

  /** The client's own name when it is harmless, otherwise a new ULID. */
  static String choose(@Nullable String given) {
    return given != null && SANE.matcher(given).matches() ? given : Ulid.fast().toString();
  }

  /** The name of this request; the same however often it is asked. */
  public static String of(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String chosen =
        choose(
            request instanceof jakarta.servlet.http.HttpServletRequest http
                ? http.getHeader(HEADER)
                : null);
    request.setAttribute(ATTRIBUTE, chosen);
    return chosen;
  }
}
