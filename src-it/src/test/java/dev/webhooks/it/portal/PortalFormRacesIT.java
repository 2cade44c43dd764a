package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.portal.HoldingProxy.Held;
import dev.webhooks.it.support.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What forms do with answers that come late, or never. */
@InBrowser
class PortalFormRacesIT extends PortalSuite {

  private static final String OTHERS = "Others, such as payment.* or *";

  @Test
  void an_addition_whose_answer_was_lost_is_not_made_twice_unasked() {
    signIn();
    Held lost = proxy.hold("POST /api/v1/endpoints");
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "*");
    portal.press("Save");
    lost.await();
    lost.lose();
    portal.awaitDialog("It is unknown whether it was done");

    portal.agreeing(false);
    portal.press("Save");
    portal.awaitDialog("It was not added again. If it signs, rotate its secret");
    assertThat(portal.questions()).singleElement().asString().contains("Order service");
    assertThat(portal.texts("#receivers h3")).containsExactly("Order service");
    assertThat(proxy.count("POST /api/v1/endpoints")).isOne();
    portal.agreeing(true);
    portal.press("Save");
    portal.awaitDialog("The secret of Order service");
  }

  @Test
  void an_addition_that_was_lost_before_it_was_made_is_made_by_the_next_try() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "*");
    Held lost = proxy.hold("POST /api/v1/endpoints");
    portal.press("Save");
    lost.await();
    client.endpoints().delete(onlyEndpoint().id());
    lost.lose();
    portal.awaitDialog("It is unknown whether it was done");

    portal.press("Save");
    portal.awaitDialog("The secret of Order service");
    assertThat(portal.questions()).isEmpty();
  }

  @Test
  void saving_twice_sends_once() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "*");
    portal.pressTwice("Save");
    portal.awaitDialog("The secret of Order service");
    portal.press("Close");
    press("Edit", "Order service");
    portal.enter("Description", "Ledger");
    portal.pressTwice("Save");
    portal.awaitText("#receivers h3", "Ledger");

    assertThat(proxy.count("POST /api/v1/endpoints")).isOne();
    assertThat(proxy.count("PATCH")).isOne();
  }

  @Test
  void a_secret_answered_after_its_form_was_closed_is_shown_all_the_same() {
    signIn();
    Held added = proxy.hold("POST /api/v1/endpoints");
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "*");
    portal.press("Save");
    added.await();
    portal.press("Cancel");
    portal.press("Add an endpoint");
    portal.awaitDialog("Add an endpoint");
    letGo(added);

    assertThat(portal.text("dialog[open]")).doesNotContain("whsec_");
    portal.press("Cancel");
    portal.awaitDialog("The secret of Order service");
  }

  @Test
  void a_refusal_answered_after_its_form_was_closed_marks_nothing_in_the_next() {
    newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();
    Held refused = proxy.hold("PATCH");
    press("Edit", "Order service");
    portal.enter("URL", "ftp://example.com/hook");
    portal.press("Save");
    refused.await();
    portal.press("Cancel");
    press("Edit", "Another");
    portal.enter("Description", "One more");
    letGo(refused);

    portal.awaitDialog("\u2068Edit Order service\u2069: 400: url must be");
    assertThat(portal.complaint("URL")).isEmpty();
    portal.press("Save");
    portal.awaitText("#receivers h3", "One more");
  }

  @Test
  void a_change_answered_after_its_form_was_closed_is_not_told_in_the_next() {
    newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();
    Held changed = proxy.hold("PATCH");
    press("Edit", "Order service");
    portal.enter("Description", "Ledger");
    portal.press("Save");
    changed.await();
    portal.press("Cancel");
    press("Edit", "Another");
    portal.awaitDialog("Edit Another");
    letGo(changed);
    portal.awaitText("#receivers h3", "Ledger");

    assertThat(portal.text("dialog[open]")).doesNotContain("updated successfully");
  }

  @Test
  void nothing_of_a_form_is_left_under_the_token_of_another_tenant() {
    long id = newEndpoint();
    signIn();
    Held added = proxy.hold("POST /api/v1/endpoints");
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Ledger");
    portal.enter(OTHERS, "*");
    portal.press("Save");
    added.await();
    portal.press("Cancel");
    Held read = proxy.hold("GET /api/v1/endpoints/" + id);
    press("Edit", "Order service");
    read.await();
    portal.signIn(Tokens.ofNewTenant().sign());
    letGo(added);
    letGo(read);
    portal.awaitAnswers();

    assertThat(portal.hasDialog()).isFalse();
    List.of("Ledger", "Order service", url().toString(), "whsec_").forEach(portal::awaitGone);
  }
}
