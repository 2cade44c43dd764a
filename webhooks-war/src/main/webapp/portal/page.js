/* What the page is made of: elements, buttons, messages, dialogs. */

import { Overtaken, Refused } from "./api.js";

export const byId = (id) => document.getElementById(id);

/* Elements: attributes are set, children that are null are left out. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/* A button that does one thing at a time and keeps the focus meanwhile. */
export function button(label, about, action) {
  const made = element("button", { type: "button", "aria-label": `${label}: ${about}` }, label);
  made.addEventListener("click", () => once(made, action));
  return made;
}

export function onSubmit(form, action) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(event.submitter ?? form, action);
  });
}

/* One at a time; a dialog that is closed meanwhile is free, for what it shows next is another matter. */
export async function once(control, action) {
  if (control.getAttribute("aria-busy") !== "true") {
    control.setAttribute("aria-busy", "true");
    const dialog = control.closest("dialog");
    await Promise.race([attempt(action), ...(dialog ? [happens("close", dialog)] : [])]);
    control.removeAttribute("aria-busy");
  }
}

/* Without names: they are the other tenant's, perhaps. */
const NOT_SHOWN =
  "Something asked for with the token before was answered only now, which is not shown under this one. " +
  "Open that token again to see what became of it; instead of a new secret that was not shown, make another.";

/* Runs an action and shows what went wrong with it. */
export async function attempt(action) {
  try {
    await action();
  } catch (problem) {
    if (problem instanceof Overtaken) {
      if (problem.hasChanged) {
        say(NOT_SHOWN, true);
      }
      return;
    }
    if (!(problem instanceof Refused)) {
      console.error(problem);
    }
    say(problem instanceof Refused ? problem.message : `This did not work: ${problem.message}`, true);
  }
}

/* A refusal says what it is about where its dialog does not. */
export function named(name, problem) {
  return problem instanceof Refused ? new Refused(`${isolated(name)}: ${problem.message}`, problem.status) : problem;
}

/* Says it where it is seen: in the open dialog, otherwise above the page. Gives what takes it back. */
export function say(text, isError = false) {
  const message = openDialog()?.querySelector("[role=status]") ?? byId("message");
  message.textContent = text;
  message.classList.toggle("error", isError);
  return () => {
    if (message.textContent === text) {
      message.textContent = "";
    }
  };
}

/* Waits until this happens to the element; gives null. */
export function happens(event, target) {
  return new Promise((resolve) => target.addEventListener(event, () => resolve(null), { once: true }));
}

/* Replaces what a list shows; who was on one of its buttons stays there. */
export function fill(list, items) {
  const buttons = () => [...list.querySelectorAll("button")];
  const place = buttons().indexOf(document.activeElement);
  const label = place < 0 ? null : document.activeElement.getAttribute("aria-label");
  list.replaceChildren(...items);
  if (label) {
    (buttons().find((b) => b.getAttribute("aria-label") === label) ?? buttons()[place])?.focus();
  }
}

/* Texts */

/* A name inside a sentence, which keeps its own direction whatever that of the name is. */
export function isolated(name) {
  return `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;
}

/* In the language of the page. */
export function number(value) {
  return value.toLocaleString("en");
}

export function time(text) {
  return text ? element("time", { datetime: text, title: text }, new Date(text).toLocaleString()) : "";
}

for (const place of document.querySelectorAll("[data-zone]")) {
  place.textContent = new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function millis(number) {
  return number >= 10000 ? `${Math.round(number / 1000)} s` : `${number} ms`;
}

export function figures(entries) {
  return entries.map(([name, value]) =>
    element("div", null, element("dt", null, name), element("dd", null, value)),
  );
}

export function folded(summary, text) {
  return text ? element("details", null, element("summary", null, summary), element("pre", null, text)) : null;
}

/* Dialogs */

const openDialog = () => document.querySelector("dialog[open]");

/* Opens it as soon as what is open was closed: nothing replaces a new secret, or covers a form. */
export async function openNext(dialog, prepare) {
  for (let open = openDialog(); open; open = openDialog()) {
    await happens("close", open);
  }
  prepare();
  dialog.showModal();
}

export async function show(title, ...content) {
  await openNext(byId("details"), () => {
    byId("details-title").textContent = title;
    byId("details-content").replaceChildren(...content.filter(Boolean));
    byId("details-message").textContent = "";
    byId("resend").hidden = true;
  });
  byId("details-title").focus();
}

export function showSecret(title, secret) {
  const copy = button("Copy", "the new secret", async () => {
    await navigator.clipboard.writeText(secret);
    say("Copied.");
  });
  return show(title, element("pre", null, secret), navigator.clipboard && copy);
}

/* A closed dialog forgets what it showed; what opened it may be gone. */
document.addEventListener(
  "close",
  ({ target: dialog }) => {
    dialog.querySelector("h2").textContent = "";
    dialog.querySelector("#details-content")?.replaceChildren();
    if (document.activeElement === document.body) {
      byId("deliveries-title").focus();
    }
  },
  true,
);
document.addEventListener("click", ({ target }) => target.closest("[data-closes]")?.closest("dialog").close());
