package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.portal.HoldingProxy.Held;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What a test of the portal starts from: the page in a browser, before anybody has signed in. No
 * script error is left unseen.
 */
abstract class PortalSuite extends TenantSuite {

  /** The service, as the page reaches it. */
  protected final HoldingProxy proxy = HoldingProxy.of(service.uri());

  protected final PortalPage portal = PortalPage.of(proxy.uri());

  @AfterEach
  void closePortal() {
    portal.close();
    proxy.close();
    assertThat(portal.console()).as("errors in the browser").isEmpty();
  }

  /** Signs in as who may do everything. */
  protected final void signIn() {
    portal.signIn(token.sign());
  }

  /** Presses what is to be done with the endpoint or webhook of this name. */
  protected final void press(String action, String name) {
    portal.press(action + ": " + name);
  }

  /** Lets the answer go and waits until the page has had it. */
  protected final void letGo(Held answer) {
    int answered = portal.answered();
    answer.release();
    Deadline.ofSeconds(30).await(() -> portal.answered() > answered, "the page to have it");
  }

  /** Waits until the table of deliveries shows exactly these texts in this column. */
  protected final void awaitColumn(String name, List<String> texts) {
    Deadline.ofSeconds(30)
        .await(() -> portal.column(name).equals(texts), name + " to show " + texts);
  }

  /** The only endpoint there is. */
  protected final Endpoint onlyEndpoint() {
    List<Endpoint> all = client.endpoints().list(EndpointQuery.all()).items();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
