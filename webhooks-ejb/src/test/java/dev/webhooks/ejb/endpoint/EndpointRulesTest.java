package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.target.TargetPolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointRulesTest {
  private static final Credentials API_KEY = new Credentials.ApiKey(new Secret("k"));
  private static final Credentials CUSTOM = new Credentials.CustomHeader("X-Shop", new Secret("k"));

  private final EndpointRules rules = new EndpointRules(TargetPolicy.development());

  private Map<String, List<String>> errors(Credentials credentials, String header) {
    var settings =
        new EndpointSettings(
            "",
            URI.create("https://example.com/h"),
            true,
            new Selection.Events(List.of(new EventTypePattern("*")), true, Set.of(), null),
            credentials,
            BodyFormat.JSON,
            null,
            null,
            List.of(new Header(header, "v")),
            null,
            false,
            false,
            Map.of(),
            false);
    return rules.violationsOf(settings).errors();
  }

  @Test
  void the_header_that_authenticates_is_not_sent_a_second_time() {
    assertThat(errors(API_KEY, "x-api-key")).containsOnlyKeys("headers");
    assertThat(errors(CUSTOM, "x-shop")).containsOnlyKeys("headers");
    assertThat(errors(API_KEY, "X-Shop")).isEmpty();
    assertThat(errors(CUSTOM, "X-API-Key")).isEmpty();
  }
}
