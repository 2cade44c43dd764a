package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Names, numbers and times, whatever they are. */
@InBrowser
class PortalTextsIT extends PortalSuite {

  private static final String HOSTILE =
      "\"><img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";

  @Test
  void hostile_texts_are_shown_as_texts() {
    receiver.script(request -> Answer.of(500, HOSTILE));
    long endpoint = newEndpoint(request -> request.description(HOSTILE).retrySchedule());
    newWebhook(request -> request.name(HOSTILE));
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);

    signIn();
    portal.press(portal.buttons().get(portal.buttons().size() - 1));
    portal.awaitDialog("Answer");
    portal.unfold("Answer");

    assertThat(portal.awaitDialog(HOSTILE)).contains("payment.succeeded to " + HOSTILE);
    assertThat(portal.column("To")).containsExactly(HOSTILE);
    assertThat(portal.texts("#receivers h3")).containsExactly(HOSTILE, HOSTILE);
    assertThat(portal.count("img, main script, dialog script")).isZero();
  }

  @Test
  void amounts_are_shown_with_the_digits_that_were_published() {
    long endpoint = newEndpoint();
    String amounts = "\"amount\":9007199254740993,\"rate\":1.10,\"large\":1E+400";
    api.post(
            "events",
            "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{"
                + amounts
                + "}}}")
        .expect(202);
    awaitSettled(endpoint);
    signIn();

    portal.press(portal.buttons().get(portal.buttons().size() - 1));
    portal.awaitDialog("What was published");
    portal.unfold("What was published");

    assertThat(portal.awaitDialog("amount"))
        .contains("\"amount\": 9007199254740993", "\"rate\": 1.10", "\"large\": 1E+400");
  }

  @Test
  void a_name_that_runs_the_other_way_turns_no_sentence_around() {
    newEndpoint(request -> request.description("\u202e\u2069Order \u05d0"));
    signIn();
    portal.agreeing(false);
    portal.press(
        portal.buttons().stream().filter(b -> b.startsWith("Disable")).findFirst().orElseThrow());
    assertThat(portal.questions())
        .containsExactly("Disable \u2068Order \u05d0\u2069? What is pending is cancelled.");
  }

  @Test
  void more_than_a_thousand_failures_are_counted_with_separators_and_recovered() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    String event = "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{}}}";
    api.post("events", Collections.nCopies(1000, event).toString()).expect(202);
    publishEvent("payment.failed");
    receiver.awaitRequests(1001);
    awaitSettled(endpoint);
    signIn();
    assertThat(portal.column("Event")).hasSize(50);
    assertThat(portal.text("main")).containsPattern("Times are those of \\S+\\.");

    portal.press("Recover: Order service");
    portal.press("Send again");

    portal.awaitDialog("completed: 1,001 of 1,001 sent again.");
    portal.press("Close");
    receiver.awaitRequests(2002);
  }

  @Test
  void long_names_stay_inside_on_a_desk_and_on_a_phone() {
    String name = "W".repeat(250);
    newEndpoint(request -> request.description(name).url(url() + "u".repeat(200)));
    signIn();
    for (int width : new int[] {1200, 360}) {
      portal.resize(width);
      assertThat(portal.overflow()).isEmpty();
      press("Rotate secret", name);
      assertThat(portal.overflow()).isEmpty();
      portal.press("Cancel");
      press("Test", name);
      portal.awaitDialog("Test of");
      assertThat(portal.overflow()).isEmpty();
      portal.press("Close");
    }
  }

  @Test
  void no_word_of_a_form_is_broken_on_a_phone() {
    newEndpoint();
    signIn();
    portal.resize(360);
    press("Recover", "Order service");
    assertThat(portal.lines("Since")).isOne();
    assertThat(portal.lines("Deliveries that")).isOne();
  }
}
