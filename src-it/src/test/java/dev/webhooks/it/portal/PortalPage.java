package dev.webhooks.it.portal;

import dev.webhooks.it.support.Deadline;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * The portal page as its user sees it: buttons and fields go by what is written on them, and only
 * what is visible, and not behind a dialog, can be read and used. Whatever is asked for is waited
 * for.
 */
final class PortalPage implements AutoCloseable {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;
  private static final long PATIENCE_SECONDS = 30;

  private static final String USER =
      """
      window.user = {
        sees(element) {
          const isFolded = element.closest("details:not([open])") && !element.closest("summary");
          return element.getClientRects().length > 0 && !isFolded;
        },
        reaches(element) {
          const dialog = document.querySelector("dialog[open]");
          return this.sees(element) && (!dialog || dialog.contains(element));
        },
        name: (element) => element.getAttribute("aria-label") ?? element.textContent.trim(),
        all(selector) {
          return [...document.querySelectorAll(selector)].filter((element) => this.sees(element));
        },
        button(name) {
          return this.all("button").find((b) => this.reaches(b) && this.name(b) === name);
        },
        written(label) {
          const texts = [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
          return texts.map((text) => text.textContent).join("").trim();
        },
        field(name) {
          const label = (l) => this.written(l) === name && this.reaches(l);
          return this.all("label").find(label)?.control;
        },
        texts(selector) {
          return JSON.stringify(this.all(selector).map((element) => element.innerText.trim()));
        },
        press(name) {
          this.button(name).focus();
          document.activeElement.click();
        },
        enter(name, value) {
          const field = this.field(name);
          field.focus();
          field.value = value;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
        },
        tick(name) {
          this.field(name).focus();
          document.activeElement.click();
        },
        lines(name) {
          const text = document.createRange();
          text.selectNodeContents(this.field(name).labels[0].firstChild);
          return new Set([...text.getClientRects()].map((line) => line.top)).size;
        },
        escape() {
          const dialog = document.querySelector("dialog[open]");
          if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) {
            dialog.close();
          }
        },
        complaint(name) {
          const about = this.field(name).getAttribute("aria-describedby");
          return about ? document.getElementById(about).innerText.trim() : "";
        },
        fold(name) {
          return this.all("dialog[open] summary").find((s) => s.textContent === name);
        },
        asked: 0,
        answered: 0,
      };
      {
        const fetched = window.fetch;
        window.fetch = (...question) => {
          window.user.asked++;
          return fetched(...question).finally(() => setTimeout(() => window.user.answered++));
        };
      }
      """;

  private final Browser browser = Browser.open(WIDTH, HEIGHT);

  /** Opens the portal of this service, and waits until it can be used. */
  static PortalPage of(URI service) {
    var page = new PortalPage();
    page.browser.go(service.resolve("portal/"));
    page.browser.run(USER);
    page.await("!document.querySelector('#login button').disabled", "its scripts");
    return page;
  }

  /** Pastes this token, opens it and waits until the page is done with it. */
  void signIn(String token) {
    enter("Access token", token);
    press("Open");
    await("window.user.button('Open').getAttribute('aria-busy') !== 'true'", "an end of Open");
  }

  /** Replaces the token of the page by this one, as time does when it lets a token expire. */
  void replaceToken(String expired) {
    browser.run(
        "import('./api.js').then((api) => { api.useToken(%s); window.user.replaced = true; }); 0"
            .formatted(quoted(expired)));
    await("window.user.replaced === true", "another token");
  }

  /** Presses the button of this name. */
  void press(String button) {
    await("!!window.user.button(%s)".formatted(quoted(button)), "a button " + button);
    browser.run("window.user.press(%s)".formatted(quoted(button)));
  }

  /** Presses the button twice, as fast as nobody can. */
  void pressTwice(String button) {
    await("!!window.user.button(%s)".formatted(quoted(button)), "a button " + button);
    browser.run("window.user.press(%1$s); window.user.press(%1$s)".formatted(quoted(button)));
  }

  /**
   * Asks the open dialog to close, as the standard says of the Escape key, which cannot be pressed
   * here.
   */
  void escape() {
    browser.run("window.user.escape()");
  }

  /** In how many lines the name of this field is written. */
  int lines(String field) {
    await("!!window.user.field(%s)".formatted(quoted(field)), "a field " + field);
    return number("window.user.lines(%s)".formatted(quoted(field)));
  }

  /** Fills in the field, or chooses from it, and leaves it. */
  void enter(String field, String value) {
    await("!!window.user.field(%s)".formatted(quoted(field)), "a field " + field);
    browser.run("window.user.enter(%s, %s)".formatted(quoted(field), quoted(value)));
    assertValue(field, value);
  }

  /** What is filled in or chosen. */
  String value(String field) {
    await("!!window.user.field(%s)".formatted(quoted(field)), "a field " + field);
    return string("window.user.field(%s).value".formatted(quoted(field)));
  }

  /** Ticks the box of this name, or takes the tick away. */
  void tick(String box) {
    boolean ticked = isTicked(box);
    browser.run("window.user.tick(%s)".formatted(quoted(box)));
    if (isTicked(box) == ticked) {
      throw new AssertionError(box + " stays as it is");
    }
  }

  /** Whether the box of this name is ticked. */
  boolean isTicked(String box) {
    await("!!window.user.field(%s)".formatted(quoted(box)), "a box " + box);
    return Boolean.TRUE.equals(browser.run("window.user.field(%s).checked".formatted(quoted(box))));
  }

  /** Whether a field of this name can be filled in. */
  boolean hasField(String name) {
    return Boolean.TRUE.equals(browser.run("!!window.user.field(%s)".formatted(quoted(name))));
  }

  /** What is said to be wrong with the field; empty if nothing is. */
  String complaint(String field) {
    return string("window.user.complaint(%s)".formatted(quoted(field)));
  }

  /** The names of all buttons that can be pressed. */
  List<String> buttons() {
    return strings(
        "JSON.stringify(window.user.all('button').filter((b) => window.user.reaches(b))"
            + ".map(window.user.name))");
  }

  /** The visible text of everything this CSS selector finds. */
  List<String> texts(String selector) {
    return strings("window.user.texts(%s)".formatted(quoted(selector)));
  }

  /** The same in one. */
  String text(String selector) {
    return String.join("\n", texts(selector));
  }

  /** What the table of deliveries shows in this column. */
  List<String> column(String name) {
    return texts("#deliveries td[data-name='%s']".formatted(name));
  }

  /** Waits until what the selector finds shows this text, and returns all of it. */
  String awaitText(String selector, String part) {
    var deadline = Deadline.ofSeconds(PATIENCE_SECONDS);
    deadline.await(() -> text(selector).contains(part), "%s to show %s".formatted(selector, part));
    return text(selector);
  }

  /** Waits until the open dialog shows this text, and returns all of it. */
  String awaitDialog(String part) {
    return awaitText("dialog[open]", part);
  }

  /** Unfolds what the open dialog has folded under this title, or folds it. */
  void unfold(String title) {
    await("!!window.user.fold(%s)".formatted(quoted(title)), "something folded under " + title);
    browser.run("window.user.fold(%s).click()".formatted(quoted(title)));
  }

  /** Waits until no question to the service is open. */
  void awaitAnswers() {
    await("window.user.asked === window.user.answered", "the answers to all that was asked");
  }

  /** How many answers of the service the page has had. */
  int answered() {
    return number("window.user.answered");
  }

  /** Waits until this text is nowhere in the page, hidden or not. */
  void awaitGone(String text) {
    await(
        "!document.documentElement.outerHTML.includes(%s)".formatted(quoted(text)),
        "a page without " + text);
  }

  /** Whether a dialog is open. */
  boolean hasDialog() {
    return !texts("dialog[open]").isEmpty();
  }

  /** Waits until this JavaScript is true. */
  void await(String condition, String what) {
    Deadline.ofSeconds(PATIENCE_SECONDS)
        .await(() -> Boolean.TRUE.equals(browser.run(condition)), what);
  }

  /** Whether the field of this name has the focus. */
  boolean isFocused(String field) {
    return Boolean.TRUE.equals(
        browser.run("window.user.field(%s) === document.activeElement".formatted(quoted(field))));
  }

  /** The name of what has the focus. */
  String focused() {
    return string("window.user.name(document.activeElement)");
  }

  /** How many elements this CSS selector finds, visible or not. */
  int count(String selector) {
    return number("document.querySelectorAll(%s).length".formatted(quoted(selector)));
  }

  /** Makes the window so wide, in CSS pixels. */
  void resize(int width) {
    browser.resize(width);
    await("window.innerWidth === " + width, "a window of " + width);
  }

  /** What is wider than its place: the page or the open dialog. */
  String overflow() {
    return string(
        """
        [document.documentElement, ...document.querySelectorAll("dialog[open]")]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`).join()
        """);
  }

  /** What its user answers from now on when asked for a confirmation; yes at first. */
  void agreeing(boolean yes) {
    browser.agreeing(yes);
  }

  /** What the page has asked its user to confirm. */
  List<String> questions() {
    return browser.questions();
  }

  /** Errors of scripts and of the content security policy. */
  List<String> console() {
    return browser.console();
  }

  @Override
  public void close() {
    browser.close();
  }

  private void assertValue(String field, String value) {
    if (!value(field).equals(value)) {
      throw new AssertionError(field + " does not take " + value);
    }
  }

  private String string(String script) {
    return (String) Objects.requireNonNull(browser.run(script));
  }

  private int number(String script) {
    return ((Number) Objects.requireNonNull(browser.run(script))).intValue();
  }

  private List<String> strings(String script) {
    try (var reader = Json.createReader(new StringReader(string(script)))) {
      return reader.readArray().getValuesAs(JsonString::getString);
    }
  }

  private static String quoted(String text) {
    return Json.createValue(text).toString();
  }
}
