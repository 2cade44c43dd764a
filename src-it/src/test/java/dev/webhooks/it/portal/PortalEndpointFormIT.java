package dev.webhooks.it.portal;

import static dev.webhooks.it.support.PrivateAuthority.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.TestClient;
import dev.webhooks.it.support.Fields;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointAuthentication;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The form of endpoints: authentication, and what it has under "More". */
@InBrowser
class PortalEndpointFormIT extends PortalSuite {

  private static final String RATE = "Attempts per second, at most";
  private static final String TIMEOUT = "Seconds until an attempt is given up";
  private static final String ORDERED = "In order, one after the other";

  @Test
  void an_endpoint_is_added_with_all_that_the_form_offers() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter("Others, such as payment.* or *", "*");
    portal.enter("Authentication", "basic");
    portal.enter("User name", "shop");
    portal.enter("Password", "p4ss");
    assertThat(portal.hasField("Filter")).isFalse();
    portal.unfold("More");
    portal.enter("Filter", "{\"data.object.amount\": {\"$gte\": 20000}}");
    portal.enter("Channels", "web shop\n\napp ");
    portal.enter("Headers", "X-Shop: 7\nX-Shop-Token:t0ken: 1");
    portal.tick(ORDERED);
    portal.enter(RATE, "5");
    portal.enter(TIMEOUT, " 10 ");
    portal.press("Save");
    portal.awaitText("#message", "Endpoint created successfully");

    Endpoint added = onlyEndpoint();
    assertThat(added.authentication())
        .isEqualTo(Fields.of("type", "basic", "username", "shop", "password", "****"));
    assertThat(added.filter()).isEqualTo(filter(20000));
    assertThat(added.channels()).containsExactlyInAnyOrder("web shop", "app");
    assertThat(added.headers())
        .containsOnly(Map.entry("X-Shop", "7"), Map.entry("X-Shop-Token", "****"));
    assertThat(added.ordered()).isTrue();
    assertThat(added.rateLimit()).isEqualTo(5);
    assertThat(added.timeoutSeconds()).isEqualTo(10);
    press("Test", "Order service");
    portal.awaitDialog("answered 200");
    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Basic c2hvcDpwNHNz");
    assertThat(awaitRequest().findHeader("X-Shop-Token")).hasValue("t0ken: 1");
  }

  @Test
  void an_endpoint_takes_every_authentication_there_is() {
    TestClient shop = AUTHORITY.client("shop");
    long id = newEndpoint(request -> request.url("https://example.com/hook"));
    signIn();

    change("bearer", Map.of("Token", "t0ken"));
    assertAuthentication(id, "type", "bearer", "token", "****");
    change("api_key", Map.of("API key", "k3y"));
    assertAuthentication(id, "type", "api_key", "api_key", "****");
    change("custom_header", Map.of("Header", "X-Shop", "Value", "s3cret"));
    assertAuthentication(
        id, "type", "custom_header", "header_name", "X-Shop", "header_value", "****");
    change(
        "oauth2",
        Map.of("Token URL", "https://example.com/t", "Client id", "shop", "Client secret", "s"));
    assertThat(authentication(id).getString("client_id")).isEqualTo("shop");
    change(
        "mtls",
        Map.of("Certificate", typed(shop.certificates()), "Private key", typed(shop.privateKey())));
    assertThat(authentication(id).getString("subject")).isEqualTo("CN=shop");
    press("Edit", "Order service");
    assertThat(portal.awaitDialog("Stored: CN=shop, until ")).doesNotContain("PRIVATE KEY");
    assertThat(portal.value("Certificate")).isEmpty();
    portal.press("Cancel");
    change("none", Map.of());
    assertAuthentication(id, "type", "none");
    change("hmac", Map.of());
    assertAuthentication(id, "type", "hmac");
    assertThat(portal.buttons()).contains("Rotate secret: Order service");
  }

  private void change(String authentication, Map<String, String> fields) {
    press("Edit", "Order service");
    portal.enter("Authentication", authentication);
    fields.forEach(portal::enter);
    portal.press("Save");
    portal.await("!document.querySelector('dialog[open]')", "an end of " + authentication);
  }

  /** Fields know one end of a line only. */
  private static String typed(String pem) {
    return pem.replace("\r", "");
  }

  private void assertAuthentication(long id, Object... fields) {
    assertThat(authentication(id)).isEqualTo(Fields.of(fields));
  }

  private JsonObject authentication(long id) {
    return Objects.requireNonNull(client.endpoints().get(id).authentication());
  }

  @Test
  void a_change_sends_nothing_but_what_was_changed() {
    long id =
        newEndpoint(
            request ->
                request
                    .authentication(EndpointAuthentication.bearer("t0ken"))
                    .headers(Map.of("X-Shop", "7", "X-Shop-Token", "s3cret"))
                    .channels("web, shop")
                    .filter(filter(9007199254740993L))
                    .retrySchedule(Duration.ofSeconds(7))
                    .metadata(Map.of("team", "orders"))
                    .timeout(Duration.ofSeconds(9)));
    Endpoint before = client.endpoints().get(id);
    signIn();

    press("Edit", "Order service");
    assertThat(portal.value("Filter")).contains("9007199254740993");
    assertThat(portal.value("Headers")).contains("X-Shop: 7").contains("X-Shop-Token: ****");
    assertThat(portal.value("Token")).isEmpty();
    portal.enter(RATE, "3");
    portal.enter("Headers", "X-Shop: 8\nX-Shop-Token: ****");
    portal.press("Save");
    portal.awaitText("#message", "Endpoint updated successfully");

    Endpoint after = client.endpoints().get(id);
    assertThat(after.rateLimit()).isEqualTo(3);
    assertThat(after.headers()).containsEntry("X-Shop", "8");
    assertThat(untouched(after)).isEqualTo(untouched(before));
    press("Test", "Order service");
    portal.awaitDialog("answered 200");
    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Bearer t0ken");
    assertThat(awaitRequest().findHeader("X-Shop-Token")).hasValue("s3cret");
  }

  private static List<Object> untouched(Endpoint endpoint) {
    return Arrays.asList(
        endpoint.url(),
        endpoint.authentication(),
        endpoint.channels(),
        endpoint.filter(),
        endpoint.retrySchedule(),
        endpoint.metadata(),
        endpoint.timeoutSeconds());
  }

  @Test
  void what_is_emptied_is_no_more() {
    long id =
        newEndpoint(
            request ->
                request.filter(filter(1)).rateLimit(7).channels("web").headers(Map.of("X-A", "1")));
    signIn();

    press("Edit", "Order service");
    for (String field : List.of("Filter", RATE, "Channels", "Headers")) {
      portal.enter(field, "");
    }
    portal.press("Save");
    portal.awaitText("#message", "Endpoint updated successfully");

    Endpoint after = client.endpoints().get(id);
    assertThat(after.filter()).isNull();
    assertThat(after.rateLimit()).isNull();
    assertThat(after.channels()).isEmpty();
    assertThat(after.headers()).isEmpty();
  }

  @Test
  void what_is_wrong_under_more_is_told_at_its_field() {
    newEndpoint();
    signIn();
    press("Edit", "Order service");
    portal.unfold("More");
    portal.enter("Filter", "{\"data.object.amount\": }");
    portal.unfold("More");
    assertThat(portal.hasField("Filter")).isFalse();
    portal.press("Save");

    portal.awaitText("dialog[open] .wrong", "must be JSON: ");
    assertThat(portal.isFocused("Filter")).isTrue();
    portal.enter("Filter", "{\"data.object.amount\": {\"$about\": 7}}");
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "$about");
    assertThat(portal.complaint("Filter")).contains("$about");
    portal.enter(RATE, "1.5");
    portal.enter(TIMEOUT, "99");
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "must be from 1 to 30");
    assertThat(portal.complaint(RATE)).isEqualTo("must be an integer");
    portal.enter("Filter", "");
    portal.enter(RATE, "");
    portal.enter(TIMEOUT, "");
    for (String wrong : List.of("X-Shop 7", "X-Shop: 7\nx-shop: 8")) {
      portal.enter("Headers", wrong);
      portal.press("Save");
      portal.await("!document.querySelector('dialog[open] [aria-busy=true]')", "its end");
      assertThat(portal.complaint("Headers")).startsWith("must ");
    }
  }

  @Test
  void a_secret_is_asked_for_again_where_the_rest_of_its_authentication_changes() {
    long id =
        newEndpoint(
            r -> r.authentication(EndpointAuthentication.basic("shop", "p4ss")).livemode(true));
    signIn();
    press("Edit", "Order service");
    portal.awaitDialog(
        "the stored one stays as long as nothing else of the authentication changes");
    portal.enter("User name", "store");
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "is required when type is basic");
    assertThat(portal.complaint("Password")).startsWith("is required");
    portal.enter("Authentication", "none");
    assertThat(portal.text("dialog[open]")).doesNotContain("the stored one stays");
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "must not be none when livemode is true");
    assertThat(portal.complaint("Authentication")).startsWith("must not be none");
    portal.enter("Authentication", "basic");
    portal.enter("Password", "n3w");
    portal.press("Save");
    portal.awaitText("#message", "Endpoint updated successfully");
    assertAuthentication(id, "type", "basic", "username", "store", "password", "****");
  }

  @Test
  void a_change_that_another_one_overtook_is_shown_under_more_too() {
    long id = newEndpoint(r -> r.authentication(EndpointAuthentication.basic("shop", "p4ss")));
    signIn();
    press("Edit", "Order service");
    portal.unfold("More");
    portal.enter("Filter", filter(1).toString());
    portal.enter("Password", "mine");
    client
        .endpoints()
        .update(id, EndpointRequest.builder().filter(filter(2)).channels("web").build());
    portal.press("Save");

    portal.awaitDialog("Somebody else changed it meanwhile.");
    assertThat(portal.complaint("Filter")).startsWith("is by now: ").contains("2");
    assertThat(portal.complaint("Authentication")).isEmpty();
    assertThat(portal.value("Password")).isEqualTo("mine");
    assertThat(portal.value("Channels")).isEqualTo("web");
    portal.press("Save");
    portal.awaitText("#message", "Endpoint updated successfully");
    Endpoint after = client.endpoints().get(id);
    assertThat(Objects.requireNonNull(after.filter())).isEqualTo(filter(1));
    assertThat(after.channels()).containsExactly("web");
  }

  private static JsonObject filter(long atLeast) {
    return Fields.of("data.object.amount", Fields.of("$gte", atLeast));
  }
}
