"use strict";

/* The token is kept in this variable only: a reload forgets it. */
let token = "";
let nextCursor = null;

const byId = (id) => document.getElementById(id);

class Refused extends Error {}

/* Calls the API and returns its envelope; throws what people should read. */
async function call(method, path) {
  const response = await fetch("../api/v1/" + path, {
    method,
    headers: { Authorization: "Bearer " + token, Accept: "application/json" },
    cache: "no-store",
    credentials: "omit",
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const id = response.headers.get("X-Request-Id");
    throw new Refused(`${response.status} ${answer.message ?? response.statusText} (request ${id})`);
  }
  return answer;
}

function say(text, isError = false) {
  const message = byId("message");
  message.textContent = text;
  message.classList.toggle("error", isError);
}

/* Runs an action and shows what went wrong with it. */
async function attempt(action) {
  try {
    await action();
  } catch (problem) {
    say(problem instanceof Refused ? problem.message : "The service cannot be reached.", true);
  }
}

function cell(content, className) {
  const td = document.createElement("td");
  td.append(content ?? "");
  if (className) {
    td.className = className;
  }
  return td;
}

function button(label, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", async () => {
    element.disabled = true;
    await attempt(action);
    element.disabled = false;
  });
  return element;
}

function row(...cells) {
  const tr = document.createElement("tr");
  tr.append(...cells);
  return tr;
}

function local(time) {
  return time ? new Date(time).toLocaleString() : "";
}

function show(title, content) {
  byId("details-title").textContent = title;
  byId("details-text").textContent =
    typeof content === "string" ? content : JSON.stringify(content, null, 2);
  byId("details").showModal();
}

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

async function showReceivers() {
  const [endpoints, webhooks] = await Promise.all([all("endpoints"), all("webhooks")]);
  byId("receivers").replaceChildren(
    ...endpoints.map((e) => receiver(e.id, "events", e.description, e.url, e.enabled, e.disabled_reason)),
    ...webhooks.map((w) => receiver(w.id, "transactions", w.name, w.webhook_url, w.active, null)),
  );
}

function receiver(id, kind, name, url, enabled, reason) {
  const actions = document.createElement("td");
  actions.append(
    button("Send test", () => sendTest(id)),
    button("Deliveries", () => showDeliveriesOf(id)),
    button(enabled ? "Disable" : "Enable", () => toggle(id, enabled)),
  );
  if (kind === "events") {
    actions.append(button("Rotate secret", () => rotate(id)));
  }
  const state = enabled ? "enabled" : "disabled";
  return row(
    cell(String(id)),
    cell(kind),
    cell(name),
    cell(url),
    cell(reason ? `${state}: ${reason}` : state, state),
    actions,
  );
}

async function sendTest(id) {
  say("Sending a test…");
  const { data } = await call("POST", `endpoints/${id}/test`);
  say(data.error ? `The test failed: ${data.error}` : "The test was accepted.", Boolean(data.error));
  show(`Test of ${id}`, data);
}

async function toggle(id, enabled) {
  if (enabled && !confirm("Disable it? What is pending is cancelled.")) {
    return;
  }
  say((await call("POST", `endpoints/${id}/${enabled ? "disable" : "enable"}`)).message);
  await showReceivers();
}

async function rotate(id) {
  if (!confirm("Make a new secret? The old one goes on signing beside it for a day.")) {
    return;
  }
  const answer = await call("POST", `endpoints/${id}/secret/rotate`);
  say(answer.message);
  show("The new secret", answer.data.secret);
}

async function showDeliveriesOf(id) {
  byId("endpoint").value = String(id);
  await showDeliveries(null);
}

async function showDeliveries(cursor) {
  const query = new URLSearchParams({ limit: "50" });
  const filters = { endpoint: byId("endpoint").value.trim(), status: byId("status").value, cursor };
  for (const [name, value] of Object.entries(filters)) {
    if (value) {
      query.set(name, value);
    }
  }
  const answer = await call("GET", "deliveries?" + query);
  const rows = answer.data.map(delivery);
  if (cursor) {
    byId("deliveries").append(...rows);
  } else {
    byId("deliveries").replaceChildren(...rows);
  }
  nextCursor = answer.meta.next_cursor;
  byId("more").hidden = !nextCursor;
}

function delivery(d) {
  const actions = document.createElement("td");
  actions.append(
    button("Attempts", () => showAttempts(d.id)),
    button("Resend", () => resend(d.id)),
  );
  return row(
    cell(local(d.created_at)),
    cell(`${d.event_type} ${d.event_id}`),
    cell(String(d.endpoint_id)),
    cell(d.status, d.status),
    cell(String(d.attempt_count)),
    cell(local(d.next_attempt_at)),
    actions,
  );
}

async function showAttempts(id) {
  show(id, (await call("GET", `deliveries/${encodeURIComponent(id)}`)).data);
}

async function resend(id) {
  say((await call("POST", `deliveries/${encodeURIComponent(id)}/resend`)).message);
  await showDeliveries(null);
}

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  token = byId("token").value.trim();
  attempt(async () => {
    await Promise.all([showReceivers(), showDeliveries(null)]);
    document.querySelector("main").hidden = false;
    say("");
  });
});

byId("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => showDeliveries(null));
});

byId("more").addEventListener("click", () => attempt(() => showDeliveries(nextCursor)));
byId("close").addEventListener("click", () => byId("details").close());
