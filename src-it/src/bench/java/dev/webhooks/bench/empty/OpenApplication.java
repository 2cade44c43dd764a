package dev.webhooks.bench.empty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The same, but nobody looks at who calls. */
@ApplicationScoped
@ApplicationPath("/api/v1")
public class OpenApplication extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
