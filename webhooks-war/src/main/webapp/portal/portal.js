/* Endpoints and webhooks, and what was sent to them. */

import { Refused, all, asWritten, call, may, newest, useToken } from "./api.js";
import { ENDPOINT, WEBHOOK } from "./faces.js";
import { add, edit, remove } from "./forms.js";
import {
  attempt,
  button,
  byId,
  element,
  figures,
  fill,
  folded,
  happens,
  isolated,
  millis,
  named,
  number,
  onSubmit,
  once,
  say,
  show,
  showSecret,
  time,
} from "./page.js";

const WEEK_MILLIS = 7 * 24 * 60 * 60 * 1000;
const POLL_MILLIS = 1000;

let nextCursor = null;
let names = new Map();

const newestReceivers = newest();
const newestSummary = newest();
const newestDeliveries = newest();

const mayAdd = () => may("webhook:write", "webhooks.add");
const mayEdit = () => may("webhook:write", "webhooks.edit");
const mayDelete = () => may("webhook:delete", "webhooks.delete");

/* Receivers: endpoints and webhooks */

async function receivers() {
  const [endpoints, webhooks] = await Promise.all([all("endpoints"), all("webhooks")]);
  return [
    ...endpoints.map((e) => ({
      id: e.id,
      face: ENDPOINT,
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
      face: WEBHOOK,
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
  byId("add-endpoint").hidden = !mayAdd();
  byId("add-webhook").hidden = !mayAdd() || !may("bank-account:read");
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
    edits ? button("Edit", name, () => edit(receiver.face, receiver, showChanged)) : null,
    button("Deliveries", name, () => showDeliveriesOf(id)),
    button("Statistics", name, () => showStatistics(receiver)),
    edits ? button("Recover", name, () => askRecovery(receiver)) : null,
    edits && receiver.rotates ? button("Rotate secret", name, () => askRotation(receiver)) : null,
    edits ? button(receiver.enabled ? "Disable" : "Enable", name, () => toggle(receiver)) : null,
    mayDelete() ? button("Delete", name, () => remove(receiver.face, receiver, showChanged)) : null,
  );
  return element(
    "li",
    { class: "card" },
    element("h3", null, name),
    element("p", { class: "url" }, receiver.url),
    element("p", { class: "quiet" }, `${receiver.face.kind} ${id}: ${receiver.wants}`),
    element("p", { class: `state ${state}` }, stateOf(receiver, state)),
    actions,
  );
}

async function sendTest(receiver) {
  const unsay = say("Sending a test…");
  const { data } = await call("POST", `endpoints/${receiver.id}/test`);
  await show(`Test of ${receiver.name}`, element("ol", { class: "attempts" }, attemptItem(data)));
  unsay();
}

async function verify(receiver) {
  const unsay = say("Sending a challenge…");
  const { data } = await call("POST", `endpoints/${receiver.id}/verify`);
  unsay();
  await show(`Challenge of ${receiver.name}`, element("ol", { class: "attempts" }, attemptItem(data.attempt)));
  say(data.answered ? "Verified: what waited is sent." : "The challenge was not answered.", !data.answered);
  await showReceivers();
}

async function toggle(receiver) {
  const { id, enabled, name } = receiver;
  if (!enabled || confirm(`Disable ${isolated(name)}? What is pending is cancelled.`)) {
    say((await call("POST", `endpoints/${id}/${enabled ? "disable" : "enable"}`)).message);
    await showChanged();
  }
}

async function showChanged() {
  await showReceivers();
  await showDeliveries(null);
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
    ["succeeded", number(data.counts.succeeded)],
    ["failed", number(data.counts.failed)],
    ["cancelled", number(data.counts.cancelled)],
    ["attempts", number(data.attempts)],
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

/* What was typed for this receiver is sent; by now the form may hold another one's. */
function forgetDraft(name, id) {
  if (byId(name).draftFor === id) {
    byId(name).draftFor = null;
  }
}

function askRotation(receiver) {
  ask("rotate", "Rotate the secret of", receiver);
}

async function rotate() {
  const { id, name } = byId("rotate").receiver;
  const body = { overlap_seconds: Number(byId("overlap").value) };
  byId("rotate").close();
  const { data } = await call("POST", `endpoints/${id}/secret/rotate`, { body }).catch((problem) => {
    throw named(`Rotate the secret of ${name}`, problem);
  });
  forgetDraft("rotate", id);
  // Not waited for: its form may be open again, and is free.
  showSecret(`The new secret of ${name}`, data.secret);
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
  const dialog = byId("recover");
  const { id, name } = dialog.receiver;
  const body = { since: new Date(byId("since").value).toISOString(), status: byId("missed").value };
  if (byId("until").value) {
    body.until = new Date(byId("until").value).toISOString();
  }
  const left = happens("close", dialog);
  const { data } = await call("POST", `endpoints/${id}/recover`, { body }).catch((problem) => {
    const isSeen = dialog.open && dialog.receiver.id === id;
    throw isSeen ? problem : named(`Recover what was missed by ${name}`, problem);
  });
  forgetDraft("recover", id);
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
    const sent = `${number(recovery.requeued)} of ${number(recovery.matched)} sent again`;
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
  const event = await call("GET", `events/${encodeURIComponent(data.event_id)}`, { reviver: asWritten }).catch(
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

/* Receivers first: deliveries are shown with their names. */
async function refresh() {
  const unsay = say("Loading…");
  await showReceivers();
  await Promise.all([showSummary(), showDeliveries(null)]);
  unsay();
}

/* What another token was shown goes first. */
async function open() {
  document.querySelector("main").hidden = true;
  await refresh();
  document.querySelector("main").hidden = false;
}

onSubmit(byId("login"), () => {
  const pasted = byId("token").value.trim();
  if (!/^[!-~]+$/.test(pasted)) {
    throw new Refused("This is no access token: it has blanks, or letters that no token has.");
  }
  useToken(pasted);
  return open();
});
byId("login").querySelector("button").disabled = false; // no press gets lost before this script is there
for (const [id, face] of [["add-endpoint", ENDPOINT], ["add-webhook", WEBHOOK]]) {
  byId(id).addEventListener("click", () => once(byId(id), () => add(face, showChanged)));
}
onSubmit(byId("filter"), refresh);
onSubmit(byId("rotate").querySelector("form"), rotate);
onSubmit(byId("recover").querySelector("form"), recover);
byId("filter").addEventListener("change", () => attempt(() => showDeliveries(null)));
byId("more").addEventListener("click", () => once(byId("more"), () => showDeliveries(nextCursor)));
