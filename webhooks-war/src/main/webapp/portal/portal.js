"use strict";

const WEEK_MILLIS = 7 * 24 * 60 * 60 * 1000;
const POLL_MILLIS = 1000;

/* The token is kept in this variable only: a reload forgets it. */
let token = "";
let nextCursor = null;
let names = new Map();

const newestReceivers = newest();
const newestSummary = newest();
const newestDeliveries = newest();

const byId = (id) => document.getElementById(id);

class Refused extends Error {}

/* Another token was opened meanwhile: what was asked with the one before is of no interest. */
class Overtaken extends Error {}

/* Calls the API and returns its envelope; throws what people should read. */
async function call(method, path, body, reviver) {
  const asking = token;
  const headers = { Authorization: "Bearer " + asking, Accept: "application/json" };
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  const response = await fetch("../api/v1/" + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
  }).catch(unreachable);
  const answer = await response
    .text()
    .then((text) => JSON.parse(text, reviver))
    .catch(() => (response.ok ? unreachable() : {}));
  if (asking !== token) {
    throw new Overtaken();
  }
  if (!response.ok) {
    throw new Refused(reasonOf(response, answer));
  }
  return answer;
}

/* Whether the token leaves room for changes, as far as the page can read it: the service decides. */
function mayEdit() {
  const { scope, permissions } = claims();
  return grants(scope, "webhook:write") && grants(permissions, "webhooks.edit");
}

function claims() {
  try {
    return Object(JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))));
  } catch {
    return {};
  }
}

/* A claim is a list or words; of what is not claimed nothing is known. */
function grants(claim, word) {
  return claim === undefined || (Array.isArray(claim) ? claim : String(claim).split(" ")).includes(word);
}

function unreachable() {
  throw new Refused("The service cannot be reached.");
}

/* Keeps numbers as they are written, where the browser can: not all fit into its own. */
function asWritten(key, value, { source } = {}) {
  return typeof value === "number" && JSON.rawJSON ? JSON.rawJSON(source) : value;
}

function reasonOf(response, answer) {
  const fields = Object.entries(answer.errors ?? {}).map(([field, wrong]) => `${field} ${wrong[0]}`);
  const reason = fields.join(", ") || answer.message || response.statusText;
  return `${response.status}: ${reason} (request ${response.headers.get("X-Request-Id")})`;
}

/* Says it where it is seen: in the open dialog, otherwise above the page. */
function say(text, isError = false) {
  const message = openDialog()?.querySelector("[role=status]") ?? byId("message");
  message.textContent = text;
  message.classList.toggle("error", isError);
}

/* Runs an action and shows what went wrong with it. */
async function attempt(action) {
  try {
    await action();
  } catch (problem) {
    if (problem instanceof Overtaken) {
      return;
    }
    if (!(problem instanceof Refused)) {
      console.error(problem);
    }
    say(problem instanceof Refused ? problem.message : `This did not work: ${problem.message}`, true);
  }
}

const openDialog = () => document.querySelector("dialog[open]");

/* Waits until this happens to the element; gives null. */
function happens(event, target) {
  return new Promise((resolve) => target.addEventListener(event, () => resolve(null), { once: true }));
}

/* Elements: attributes are set, children that are null are left out. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/* A button that does one thing at a time and keeps the focus meanwhile. */
function button(label, about, action) {
  const made = element("button", { type: "button", "aria-label": `${label}: ${about}` }, label);
  made.addEventListener("click", () => once(made, action));
  return made;
}

async function once(control, action) {
  if (control.getAttribute("aria-busy") !== "true") {
    control.setAttribute("aria-busy", "true");
    await attempt(action);
    control.removeAttribute("aria-busy");
  }
}

/* Answers what was asked last: an answer that a newer question overtook is null. */
function newest() {
  let asked = 0;
  return async (question) => {
    const mine = ++asked;
    const answer = await question;
    return mine === asked ? answer : null;
  };
}

function time(text) {
  return text ? element("time", { datetime: text }, new Date(text).toLocaleString()) : "";
}

function millis(number) {
  return number >= 10000 ? `${Math.round(number / 1000)} s` : `${number} ms`;
}

function figures(entries) {
  return entries.map(([name, value]) =>
    element("div", null, element("dt", null, name), element("dd", null, String(value))),
  );
}

function folded(summary, text) {
  return text ? element("details", null, element("summary", null, summary), element("pre", null, text)) : null;
}

/* Replaces what a list shows; who was on one of its buttons stays there. */
function fill(list, items) {
  const buttons = () => [...list.querySelectorAll("button")];
  const place = buttons().indexOf(document.activeElement);
  const label = place < 0 ? null : document.activeElement.getAttribute("aria-label");
  list.replaceChildren(...items);
  if (label) {
    (buttons().find((b) => b.getAttribute("aria-label") === label) ?? buttons()[place])?.focus();
  }
}

/* Receivers: endpoints and webhooks */

/* Every page of a numbered list. */
async function all(path) {
  const items = [];
  for (let page = 1, last = 1; page <= last; page++) {
    const answer = await call("GET", `${path}?limit=100&page=${page}`);
    items.push(...answer.data);
    last = answer.meta.pagination.last_page;
  }
  return items;
}

async function receivers() {
  const [endpoints, webhooks] = await Promise.all([all("endpoints"), all("webhooks")]);
  return [
    ...endpoints.map((e) => ({
      id: e.id,
      kind: "Endpoint",
      name: e.description || `Endpoint ${e.id}`,
      url: e.url,
      wants: `${e.event_types.join(", ")} (${e.livemode ? "live" : "test"})`,
      enabled: e.enabled,
      reason: e.disabled_reason,
      rotates: e.authentication.type === "hmac",
      unverified: e.ownership === "pending",
    })),
    ...webhooks.map((w) => ({
      id: w.id,
      kind: "Webhook",
      name: w.name,
      url: w.webhook_url,
      wants: { In_only: "money in", Out_only: "money out" }[w.event_type] ?? "bank transactions",
      enabled: w.active,
      reason: null,
      rotates: false,
      unverified: false,
    })),
  ];
}

async function showReceivers() {
  const found = await newestReceivers(receivers());
  if (!found) {
    return;
  }
  names = new Map(found.map((receiver) => [receiver.id, receiver.name]));
  fill(byId("receivers"), found.length > 0 ? found.map(card) : [element("li", null, "There are none yet.")]);
  const chosen = byId("endpoint").value;
  byId("endpoint").replaceChildren(
    element("option", { value: "" }, "all"),
    ...found.map((receiver) => element("option", { value: receiver.id }, `${receiver.id} ${receiver.name}`)),
  );
  byId("endpoint").value = names.has(Number(chosen)) ? chosen : "";
}

function stateOf(receiver, state) {
  if (receiver.enabled && receiver.unverified) {
    return "waits to be verified";
  }
  return receiver.reason ? `${state}: ${receiver.reason}` : state;
}

function card(receiver) {
  const { id, name } = receiver;
  const state = receiver.enabled ? "enabled" : "disabled";
  const edits = mayEdit();
  const actions = element(
    "div",
    { class: "actions" },
    edits && receiver.unverified ? button("Verify", name, () => verify(receiver)) : null,
    edits ? button("Test", name, () => sendTest(receiver)) : null,
    button("Deliveries", name, () => showDeliveriesOf(id)),
    button("Statistics", name, () => showStatistics(receiver)),
    edits ? button("Recover", name, () => askRecovery(receiver)) : null,
    edits && receiver.rotates ? button("Rotate secret", name, () => askRotation(receiver)) : null,
    edits ? button(receiver.enabled ? "Disable" : "Enable", name, () => toggle(receiver)) : null,
  );
  return element(
    "li",
    { class: "card" },
    element("h3", null, name),
    element("p", { class: "url" }, receiver.url),
    element("p", { class: "quiet" }, `${receiver.kind} ${id}: ${receiver.wants}`),
    element("p", { class: `state ${state}` }, stateOf(receiver, state)),
    actions,
  );
}

async function sendTest(receiver) {
  say("Sending a test…");
  const { data } = await call("POST", `endpoints/${receiver.id}/test`);
  await show(`Test of ${receiver.name}`, element("ol", { class: "attempts" }, attemptItem(data)));
  byId("message").textContent = "";
}

async function verify(receiver) {
  say("Sending a challenge…");
  const { data } = await call("POST", `endpoints/${receiver.id}/verify`);
  await show(`Challenge of ${receiver.name}`, element("ol", { class: "attempts" }, attemptItem(data.attempt)));
  say(data.answered ? "Verified: what waited is sent." : "The challenge was not answered.", !data.answered);
  await showReceivers();
}

async function toggle(receiver) {
  const { id, enabled, name } = receiver;
  if (!enabled || confirm(`Disable ${name}? What is pending is cancelled.`)) {
    say((await call("POST", `endpoints/${id}/${enabled ? "disable" : "enable"}`)).message);
    await Promise.all([showReceivers(), showDeliveries(null)]);
  }
}

/* Statistics */

function since() {
  return new URLSearchParams({
    from: new Date(Date.now() - WEEK_MILLIS).toISOString(),
    to: new Date().toISOString(),
    interval: "day",
  });
}

function statistics(data) {
  const latency = data.latency ?? {};
  const known = (value, text) => (value === null || value === undefined ? "–" : text(value));
  return figures([
    ["succeeded", data.counts.succeeded],
    ["failed", data.counts.failed],
    ["cancelled", data.counts.cancelled],
    ["attempts", data.attempts],
    ["success rate", known(data.success_rate, (rate) => `${(100 * rate).toFixed(1)} %`)],
    ["half answer within", known(latency.p50, millis)],
    ["95 % within", known(latency.p95, millis)],
  ]);
}

async function showSummary() {
  const answer = await newestSummary(call("GET", "stats?" + since()));
  if (answer) {
    byId("summary").replaceChildren(...statistics(answer.data));
  }
}

async function showStatistics(receiver) {
  const { data } = await call("GET", `endpoints/${receiver.id}/stats?${since()}`);
  await show(`The last seven days of ${receiver.name}`, element("dl", { class: "figures" }, ...statistics(data)));
}

/* Rotation and recovery */

/* Opens a form: with what was typed for this receiver and not sent, otherwise with the usual choices. */
function ask(name, title, receiver) {
  const dialog = byId(name);
  if (dialog.draftFor !== receiver.id) {
    dialog.querySelector("form").reset();
  }
  byId(`${name}-title`).textContent = `${title} ${receiver.name}`;
  dialog.receiver = receiver;
  dialog.draftFor = receiver.id;
  dialog.showModal();
}

function askRotation(receiver) {
  ask("rotate", "Rotate the secret of", receiver);
}

async function rotate() {
  const { id, name } = byId("rotate").receiver;
  const body = { overlap_seconds: Number(byId("overlap").value) };
  byId("rotate").close();
  const { data } = await call("POST", `endpoints/${id}/secret/rotate`, body);
  byId("rotate").draftFor = null;
  const copy = button("Copy", "the new secret", async () => {
    await navigator.clipboard.writeText(data.secret);
    say("Copied.");
  });
  // Not waited for: its form may be open again, and is free.
  show(`The new secret of ${name}`, element("pre", null, data.secret), navigator.clipboard && copy);
}

/* Asks what to recover, and tells how the last recovery gets on until another is begun. */
async function askRecovery(receiver) {
  ask("recover", "Recover what was missed by", receiver);
  const dayAgo = new Date(Date.now() - WEEK_MILLIS / 7);
  dayAgo.setMinutes(dayAgo.getMinutes() - dayAgo.getTimezoneOffset());
  byId("since").value ||= dayAgo.toISOString().slice(0, 16);
  byId("recover-cancel").hidden = true;
  byId("recover-message").textContent = "";
  const left = Promise.race([happens("close", byId("recover")), happens("submit", byId("recover"))]);
  const { data } = await call("GET", `recoveries?limit=1&endpoint=${receiver.id}`);
  await follow(data[0], left);
}

async function recover() {
  const { id } = byId("recover").receiver;
  const body = { since: new Date(byId("since").value).toISOString(), status: byId("missed").value };
  if (byId("until").value) {
    body.until = new Date(byId("until").value).toISOString();
  }
  const left = happens("close", byId("recover"));
  const { data } = await call("POST", `endpoints/${id}/recover`, body);
  byId("recover").draftFor = null;
  await follow(data, left);
  await showDeliveries(null);
}

/* Tells how it gets on until it is done or the dialog was left; by then it may show another one. */
async function follow(started, left) {
  const cancel = byId("recover-cancel");
  let recovery = await Promise.race([left, started]);
  while (recovery) {
    const { id, finished_at: end } = recovery;
    cancel.hidden = Boolean(end);
    cancel.onclick = () => once(cancel, () => call("POST", `recoveries/${id}/cancel`));
    const sent = `${recovery.requeued} of ${recovery.matched} sent again`;
    const begun = new Date(recovery.created_at).toLocaleString();
    say(`Begun ${begun}, ${recovery.status}: ${sent}${end ? "." : ", looking for more…"}`);
    recovery = end ? null : await Promise.race([left, next(recovery)]);
  }
}

async function next(recovery) {
  await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  return (await call("GET", `recoveries/${recovery.id}`)).data;
}

/* Deliveries */

async function showDeliveriesOf(id) {
  byId("endpoint").value = String(id);
  await showDeliveries(null);
  byId("deliveries-title").scrollIntoView();
}

async function showDeliveries(cursor) {
  const query = new URLSearchParams({ limit: "50" });
  const filters = {
    endpoint: byId("endpoint").value,
    status: byId("status").value,
    event_type: byId("type").value.trim(),
    cursor,
  };
  for (const [name, value] of Object.entries(filters)) {
    if (value) {
      query.set(name, value);
    }
  }
  if (!cursor) {
    byId("more").hidden = true; // older than what is about to go
  }
  const answer = await newestDeliveries(call("GET", "deliveries?" + query));
  if (!answer) {
    return;
  }
  const rows = answer.data.map(row);
  if (cursor) {
    byId("deliveries").append(...rows);
  } else {
    fill(byId("deliveries"), rows);
  }
  nextCursor = answer.meta.next_cursor;
  byId("more").hidden = !nextCursor;
  byId("none").hidden = byId("deliveries").childElementCount > 0;
  byId("none").textContent = nextCursor ? "There are none among the newest; older ones may match." : "There are none.";
}

function row(delivery) {
  const cell = (name, ...content) => element("td", name && { "data-name": name }, ...content);
  const receiver = names.get(delivery.endpoint_id) ?? `${delivery.endpoint_id} (deleted)`;
  const about = `${delivery.event_type} ${delivery.event_id} to ${receiver}`;
  return element(
    "tr",
    { id: delivery.id },
    cell("Created", time(delivery.created_at)),
    cell("Event", delivery.event_type, element("span", { class: "quiet" }, delivery.event_id)),
    cell("To", receiver),
    cell("Status", element("span", { class: `state ${delivery.status}` }, delivery.status)),
    cell("Attempts", String(delivery.attempt_count)),
    cell("Next attempt", time(delivery.next_attempt_at)),
    cell(null, button("Details", about, () => showDelivery(delivery.id))),
  );
}

async function showDelivery(id) {
  const { data } = await call("GET", `deliveries/${encodeURIComponent(id)}`);
  const event = await call("GET", `events/${encodeURIComponent(data.event_id)}`, null, asWritten).catch(
    (problem) => (problem instanceof Refused ? null : Promise.reject(problem)),
  );
  await show(
    `${data.event_type} to ${names.get(data.endpoint_id) ?? data.endpoint_id}`,
    element("p", null, element("span", { class: `state ${data.status}` }, data.status), ` · ${data.event_id}`),
    element("ol", { class: "attempts" }, ...data.attempts.map(attemptItem)),
    folded("What was published", event && JSON.stringify(event.data, null, 2)),
  );
  byId("resend").hidden = !mayEdit();
  byId("resend").onclick = () => once(byId("resend"), () => resend(id));
}

function attemptItem(made) {
  const answered = made.response_status ? `answered ${made.response_status}` : "no answer";
  const outcome = made.error ? `${answered}, ${made.error}` : answered;
  return element(
    "li",
    { class: "card" },
    element("p", null, `${made.number}. `, time(made.started_at), ` (${made.trigger})`),
    element(
      "p",
      { class: `state ${made.error ? "failed" : "succeeded"}` },
      `${outcome}, ${millis(made.durations.total)}`,
    ),
    made.error_detail ? element("p", null, made.error_detail) : null,
    made.next_attempt_at ? element("p", { class: "quiet" }, "next attempt ", time(made.next_attempt_at)) : null,
    folded("Request headers", headers(made.request_headers)),
    folded("Answer", [headers(made.response_headers), made.response_body].filter(Boolean).join("\n\n")),
  );
}

function headers(list) {
  return (list ?? []).map((header) => `${header.name}: ${header.value}`).join("\n");
}

async function resend(id) {
  const path = `deliveries/${encodeURIComponent(id)}`;
  say((await call("POST", `${path}/resend`)).message);
  update((await call("GET", path)).data);
}

/* Shows how a delivery stands now, in its place; its button keeps the focus. */
function update(delivery) {
  const shown = byId(delivery.id);
  const cells = [...row(delivery).cells].slice(0, -1);
  cells.forEach((cell, place) => shown?.cells[place].replaceWith(cell));
}

/* The page */

/* Waits until what is open was read: nothing replaces a new secret, or covers a form. */
async function show(title, ...content) {
  for (let open = openDialog(); open; open = openDialog()) {
    await happens("close", open);
  }
  byId("details-title").textContent = title;
  byId("details-content").replaceChildren(...content.filter(Boolean));
  byId("details-message").textContent = "";
  byId("resend").hidden = true;
  byId("details").showModal();
  byId("details-title").focus();
}

/* Receivers first: deliveries are shown with their names. */
async function refresh() {
  say("Loading…");
  await showReceivers();
  await Promise.all([showSummary(), showDeliveries(null)]);
  byId("message").textContent = "";
}

/* What another token was shown goes first. */
async function open() {
  document.querySelector("main").hidden = true;
  await refresh();
  document.querySelector("main").hidden = false;
}

function onSubmit(form, action) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(event.submitter ?? form, action);
  });
}

onSubmit(byId("login"), () => {
  const pasted = byId("token").value.trim();
  if (!/^[!-~]+$/.test(pasted)) {
    throw new Refused("This is no access token: it has blanks, or letters that no token has.");
  }
  token = pasted;
  return open();
});
onSubmit(byId("filter"), refresh);
onSubmit(byId("rotate").querySelector("form"), rotate);
onSubmit(byId("recover").querySelector("form"), recover);
byId("filter").addEventListener("change", () => attempt(() => showDeliveries(null)));
byId("more").addEventListener("click", () => once(byId("more"), () => showDeliveries(nextCursor)));
/* A closed dialog forgets what it showed; what opened it may be gone. */
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("close", () => {
    dialog.querySelector("h2").textContent = "";
    dialog.querySelector("#details-content")?.replaceChildren();
    if (document.activeElement === document.body) {
      byId("deliveries-title").focus();
    }
  });
}
for (const control of document.querySelectorAll("[data-closes]")) {
  control.addEventListener("click", () => control.closest("dialog").close());
}
