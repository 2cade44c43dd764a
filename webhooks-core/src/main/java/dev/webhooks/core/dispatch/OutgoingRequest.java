package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Header;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A request ready to be sent, and its headers as the log may show them.
 *
 * @param loggedHeaders the same headers with stars for secrets
 */
record OutgoingRequest(URI url, List<Header> headers, byte[] body, List<Header> loggedHeaders) {
  static final String STARS = "****";

  /** The same with a bearer token. */
  OutgoingRequest withToken(String token) {
    return new OutgoingRequest(
        url,
        plus(headers, new Header("Authorization", "Bearer " + token)),
        body,
        plus(loggedHeaders, new Header("Authorization", STARS)));
  }

  private static List<Header> plus(List<Header> headers, Header header) {
    List<Header> all = new ArrayList<>(headers.size() + 1);
    all.addAll(headers);
    all.add(header);
    return all;
  }
}
