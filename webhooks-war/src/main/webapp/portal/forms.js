/* The forms that add, change and delete endpoints and webhooks. */

import { Refused, all, call, may } from "./api.js";
import { byId, element, named, onSubmit, openNext, say, showSecret } from "./page.js";

/* What the service sends by itself to the endpoint it is about. */
const NOT_SUBSCRIBED = ["endpoint.verification", "test.webhook"];

/*
 * What each has of its own: `offer` adds what there is to choose to its form, `typed` is what the
 * form says by the service's names. Undefined is not sent; what a form does not offer stays as it is.
 */
export const ENDPOINT = {
  kind: "Endpoint",
  path: "endpoints",
  template: "endpoint-form",
  nameOf: (endpoint) => endpoint.description || endpoint.url,
  urlOf: (endpoint) => endpoint.url,
  async offer(form) {
    const types = await all("event-types");
    const offered = types.filter((type) => !type.archived && !NOT_SUBSCRIBED.includes(type.name));
    form.querySelector(".choices").append(...offered.map(tick));
  },
  typed(form) {
    const entries = new FormData(form);
    return {
      url: entries.get("url"),
      description: entries.get("description"),
      event_types: entries.getAll("event_types").flatMap((typed) => typed.match(/[^\s,]+/g) ?? []),
      livemode: entries.has("livemode"),
    };
  },
};

export const WEBHOOK = {
  kind: "Webhook",
  path: "webhooks",
  template: "webhook-form",
  nameOf: (webhook) => webhook.name,
  urlOf: (webhook) => webhook.webhook_url,
  async offer(form) {
    const accounts = may("bank-account:read") ? await all("bank-accounts") : [];
    const offered = accounts.map(({ id, gateway, account_number: number }) => option(id, `${gateway} ${number}`));
    form.elements.bank_account_id.append(...(offered.length > 0 ? offered : [option("", "none to choose")]));
  },
  typed(form) {
    const entries = new FormData(form);
    const given = (name) => entries.get(name) || undefined;
    return {
      name: entries.get("name"),
      webhook_url: entries.get("webhook_url"),
      bank_account_id: Number(entries.get("bank_account_id")),
      event_type: entries.get("event_type"),
      authen_type: entries.get("authen_type"),
      api_key: given("api_key"),
      secret_key: given("secret_key"),
      oauth2_access_token_url: given("oauth2_access_token_url"),
      oauth2_client_id: given("oauth2_client_id"),
      oauth2_client_secret: given("oauth2_client_secret"),
      request_content_type: given("request_content_type"),
      is_verify_payment: entries.has("is_verify_payment"),
      skip_if_no_code: entries.has("skip_if_no_code"),
      retry_conditions: entries.getAll("retry_conditions"),
    };
  },
};

export async function add(face, changed) {
  let isUnknown = false; // whether the last try has added it
  const form = await newForm(face, null, async () => {
    const wanted = face.typed(form);
    if (isUnknown && !(await isToBeAdded(face, wanted, changed))) {
      say("It was not added again.");
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
  const listed = same.map((one) => `${face.kind} ${one.id}, ${face.nameOf(one)}`).join("; ");
  return same.length === 0 || confirm(`There is by now: ${listed}. Add another one with this URL?`);
}

export async function edit(face, { id, name }, changed) {
  const path = `${face.path}/${id}`;
  let read = await call("GET", path);
  const form = await newForm(face, `Edit ${name}`, async () => {
    const changes = differences(face.typed(form), before);
    const answer = await call("PATCH", path, { body: changes, ifMatch: read.etag }).catch(unlessStale);
    if (answer) {
      done(form, answer.message);
      await changed();
    } else {
      read = await call("GET", path);
      const mine = differences(face.typed(form), before); // more may have been typed meanwhile
      const theirs = differences(fillIn(form, face, read.data), before);
      before = face.typed(form);
      const both = Object.keys(mine).filter((field) => field in theirs);
      const told = both.map((field) => [field, [`is by now: ${inWords(form, field)}`]]);
      fillIn(form, face, mine);
      throw new Refused(CHANGED_MEANWHILE, 412, Object.fromEntries(told));
    }
  });
  let before = fillIn(form, face, read.data);
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
  if (confirm(`Delete ${face.nameOf(data)}? ${lost}`)) {
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
  form.addEventListener("change", () => arrange(form));
  onSubmit(form, () => {
    forgetComplaints(form);
    return send().catch((problem) => refuse(form, named, problem));
  });
  await face.offer(form);
  arrange(form);
  return form;
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

/* Shows only the parts that belong to what was chosen. */
function arrange(form) {
  for (const part of form.querySelectorAll("[data-for]")) {
    part.disabled = !part.dataset.for.split(" ").includes(form.elements.authen_type.value);
    part.hidden = part.disabled;
  }
}

/* Fills in what the form offers of these fields; gives what it says then. */
function fillIn(form, face, fields) {
  for (const control of form.elements) {
    const value = fields[control.name];
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
  arrange(form);
  return face.typed(form);
}

/* A flag, or one of several: these are a list in requests, and in some answers a map to 0 or 1. */
function isChosen(value, name) {
  return Array.isArray(value) ? value.includes(name) : Boolean(value[name] ?? value);
}

/* A choice that is not offered is what it is all the same. */
function choose(control, value) {
  if (control.options && ![...control.options].some((offered) => offered.value === String(value))) {
    control.append(option(value, value));
  }
  control.value = value;
}

function controls(form, name) {
  return [...form.elements].filter((control) => control.name === name);
}

function inWords(form, name) {
  const said = (control) => {
    if (control.type === "checkbox") {
      return control.checked && control.value;
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
  throw problem;
}

function complain(form, field, wrong) {
  const [control] = controls(form, field);
  if (control) {
    const id = `wrong-${field}`;
    const place = control.closest("fieldset:not([data-for])") ?? control.closest("label");
    place.after(element("p", { id, class: "error wrong" }, wrong));
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

function option(value, text) {
  return element("option", { value }, text);
}

function tick({ name, description }) {
  return element(
    "label",
    { class: "tick" },
    element("input", { type: "checkbox", name: "event_types", value: name }),
    ` ${name}`,
    element("span", { class: "quiet" }, description),
  );
}
