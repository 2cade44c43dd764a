/* The forms that add, change and delete endpoints and webhooks. */

import { Refused, all, asWritten, call } from "./api.js";
import { option } from "./faces.js";
import { byId, element, isolated, named, onSubmit, openNext, say, showSecret } from "./page.js";

export async function add(face, changed) {
  let isUnknown = false; // whether the last try has added it
  const form = await newForm(face, null, async () => {
    const wanted = face.typed(form);
    if (isUnknown && !(await isToBeAdded(face, wanted, changed))) {
      say(`It was not added again. ${face.unseen}`);
      return;
    }
    const { data, message } = await call("POST", face.path, { body: wanted }).catch((problem) => {
      isUnknown = !(problem.status < 500);
      throw problem;
    });
    done(form, message);
    if (data.secret) {
      showSecret(`The secret of ${face.nameOf(wanted)}`, data.secret);
    }
    await changed();
  });
  await open(form);
}

/* Reads the list again, and asks where one with its URL is there. */
async function isToBeAdded(face, wanted, changed) {
  await changed();
  const same = (await all(face.path)).filter((one) => face.urlOf(one) === face.urlOf(wanted));
  const listed = same.map((one) => `${face.kind} ${one.id}, ${isolated(face.nameOf(one))}`).join("; ");
  return same.length === 0 || confirm(`There is by now: ${listed}. Add another one with this URL?`);
}

export async function edit(face, { id, name }, changed) {
  const path = `${face.path}/${id}`;
  let read = await call("GET", path, { reviver: asWritten });
  const form = await newForm(face, `Edit ${name}`, async () => {
    const changes = differences(face.typed(form), before);
    const answer = await call("PATCH", path, { body: changes, ifMatch: read.etag }).catch(unlessStale);
    if (answer) {
      done(form, answer.message);
      await changed();
    } else {
      const now = await call("GET", path, { reviver: asWritten });
      const mine = differences(face.typed(form), before); // more may have been typed meanwhile
      read = now;
      form.reset();
      const theirs = differences(fillIn(form, face, read.data), before);
      before = face.typed(form);
      explainSecrets(form, face);
      const both = Object.keys(mine).filter((field) => field in theirs);
      const told = both.map((field) => [field, [`is by now: ${inWords(form, field)}`]]);
      fillIn(form, face, mine);
      throw new Refused(CHANGED_MEANWHILE, 412, Object.fromEntries(told));
    }
  });
  let before = fillIn(form, face, read.data);
  explainSecrets(form, face);
  unfold(form);
  await open(form);
}

const CHANGED_MEANWHILE =
  "Somebody else changed it meanwhile. This is how it is now, with what you changed: look at it and save again.";

function unlessStale(problem) {
  return problem.status === 412 ? null : Promise.reject(problem);
}

export async function remove(face, { id }, changed) {
  const path = `${face.path}/${id}`;
  const { data, etag } = await call("GET", path);
  const lost = `Nothing more is sent to ${face.urlOf(data)}, and what is pending is cancelled.`;
  if (confirm(`Delete ${isolated(face.nameOf(data))}? ${lost}`)) {
    const answer = await call("DELETE", path, { ifMatch: etag }).catch(unlessStale);
    await changed();
    say(answer?.message ?? "Somebody else changed it meanwhile, so it was not deleted: look at it.", !answer);
  }
}

/* A form in a dialog of its own, after the face's template; closed, it is gone with all that was typed. */
async function newForm(face, title, send) {
  const dialog = byId(face.template).content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const heading = dialog.querySelector("h2");
  heading.textContent = title ?? heading.textContent;
  const named = heading.textContent;
  dialog.addEventListener("close", () => dialog.remove());
  askBeforeEscape(dialog);
  form.addEventListener("change", () => arrange(form));
  onSubmit(form, () => {
    openToken(form);
    forgetComplaints(form);
    return send().catch((problem) => refuse(form, named, problem));
  });
  await face.offer(form);
  form.dispatchEvent(new Event("change"));
  return form;
}

/* The key that closes a dialog is easily pressed, for a list that is open in it. */
function askBeforeEscape(dialog) {
  let isTyped = false;
  dialog.addEventListener("input", () => (isTyped = true));
  dialog.addEventListener("cancel", (event) => {
    if (isTyped && !confirm("Close it? What was typed is lost.")) {
      event.preventDefault();
    }
  });
}

function open(form) {
  const dialog = form.closest("dialog");
  return openNext(dialog, () => document.body.append(dialog));
}

/* Who closed the form before the answer came is in another one by now, perhaps. */
function done(form, message) {
  const dialog = form.closest("dialog");
  if (dialog.open) {
    dialog.close();
    say(message);
  }
}

/* Shows only the parts that belong to the chosen authentication. */
function arrange(form) {
  const { value: chosen } = form.querySelector("[data-chooses]");
  for (const part of form.querySelectorAll("[data-for]")) {
    part.disabled = !part.dataset.for.split(" ").includes(chosen);
    part.hidden = part.disabled;
  }
}

/* Says what becomes of secrets: those of the authentication that is filled in are stored. */
function explainSecrets(form, face) {
  for (const kept of form.querySelectorAll("[data-kept]")) {
    kept.textContent = kept.closest("[data-for]").disabled ? "" : `; ${face.kept}`;
  }
}

/* Shows what is folded where something in it is set. */
function unfold(form) {
  for (const folded of form.querySelectorAll("details")) {
    folded.open = [...folded.querySelectorAll("[name]")].some((control) =>
      control.type === "checkbox" ? control.checked : control.value,
    );
  }
}

/* Fills in what the form offers of these fields; gives what it says then. */
function fillIn(form, face, fields) {
  const shown = face.shown(fields);
  for (const control of form.elements) {
    const value = shown[control.name];
    if (value === undefined) {
      continue;
    }
    if (control.type === "checkbox") {
      control.checked = isChosen(value, control.value);
    } else if (Array.isArray(value)) {
      const ticks = controls(form, control.name).filter((other) => other !== control);
      control.value = value.filter((item) => !ticks.some((other) => other.value === item)).join(" ");
    } else {
      choose(control, value);
    }
  }
  form.dispatchEvent(new Event("change"));
  return face.typed(form);
}

/* A flag, or one of several: these are a list in requests, and in some answers a map to 0 or 1. */
function isChosen(value, name) {
  return Array.isArray(value) ? value.map(String).includes(name) : Boolean(value[name] ?? value);
}

/* A choice that is not offered is what it is all the same. */
function choose(control, value) {
  if (control.options && ![...control.options].some((offered) => offered.value === String(value))) {
    control.append(option(value, value));
  }
  control.value = value;
  if (control.options) {
    control.dispatchEvent(new Event("change", { bubbles: true })); // what it leads to is filled in next
  }
}

function controls(form, name) {
  return [...form.elements].filter((control) => control.name === name);
}

function inWords(form, name) {
  const said = (control) => {
    if (control.type === "checkbox") {
      return control.checked && control.nextSibling.textContent.trim();
    }
    return control.selectedOptions?.[0].text ?? control.value;
  };
  return controls(form, name).map(said).filter(Boolean).join(", ") || "nothing";
}

/* What the one says otherwise than the other. */
function differences(fields, others) {
  const differs = ([name, value]) => JSON.stringify(value) !== JSON.stringify(others[name]);
  return Object.fromEntries(Object.entries(fields).filter(differs));
}

/* Shows a refusal at the fields that it names; a form that was closed meanwhile is named. */
function refuse(form, title, problem) {
  if (!(problem instanceof Refused)) {
    throw problem;
  }
  if (!form.closest("dialog").open) {
    throw named(title, problem);
  }
  for (const [field, wrong] of Object.entries(problem.errors)) {
    complain(form, field, wrong[0]);
  }
  form.querySelector("[aria-invalid]")?.focus();
  if (problem.status === 401) {
    askForToken(form);
  }
  throw problem;
}

/* Who closed the form to open another token would lose what was typed. */
function askForToken(form) {
  const field = element("input", { name: "token", type: "password", autocomplete: "off", required: "" });
  form.querySelector("[role=status]").before(element("label", null, "Access token", field));
  field.focus();
}

/* As it is opened above the page. */
function openToken(form) {
  const asked = form.elements.token;
  if (asked) {
    byId("token").value = asked.value;
    asked.closest("label").remove();
    byId("login").requestSubmit();
  }
}

function complain(form, field, wrong) {
  const [control] = controls(form, field);
  if (control) {
    const id = `wrong-${field}`;
    const place = control.closest("fieldset:not([data-for])") ?? control.closest("label");
    place.after(element("p", { id, class: "error wrong" }, wrong));
    const folded = control.closest("details");
    if (folded) {
      folded.open = true;
    }
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", id);
  }
}

function forgetComplaints(form) {
  form.querySelectorAll(".wrong").forEach((complaint) => complaint.remove());
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
}
