package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.WebTarget;
import java.util.function.Supplier;

/**
 * Makes the calls of one client: where the API is, who asks, how JSON is read, whether a refused
 * call is made again. Thread-safe.
 */
record ApiConnection(
    WebTarget api,
    Supplier<String> token,
    WireFormat format,
    BodyReader bodies,
    Repetition repetition,
    Pause pauses) {

  ApiCall get(String path) {
    return call("GET", path);
  }

  ApiCall post(String path) {
    return call("POST", path);
  }

  ApiCall patch(String path) {
    return call("PATCH", path);
  }

  ApiCall delete(String path) {
    return call("DELETE", path);
  }

  private ApiCall call(String method, String path) {
    return new ApiCall(this, method, api.path(path));
  }
}
