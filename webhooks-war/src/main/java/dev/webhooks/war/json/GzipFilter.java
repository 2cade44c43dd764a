package dev.webhooks.war.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses large answers for clients that say they take gzip (RFC 9110, section 12.5.3). Answers
 * with an entity tag stay as they are, since a strong tag names the exact bytes; streamed ones too.
 */
@Provider
public class GzipFilter implements ContainerResponseFilter {
  /** Below this it takes longer to compress than to send. */
  static final int LARGE = 2048;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (response.getEntity() instanceof byte[] body
        && body.length >= LARGE
        && response.getEntityTag() == null) {
      response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      if (takesGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
        response.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
        response.setEntity(compressed(body));
      }
    }
  }

  /** Whether gzip is listed and not excluded by a weight of zero. */
  static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.replace(" ", "").split(";q=", 2);
      if (parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] compressed(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream(body.length / 4);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
