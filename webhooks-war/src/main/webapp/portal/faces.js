/* Endpoints and webhooks: what the forms of each offer and say. */

import { Refused, all, asWritten, may } from "./api.js";
import { element } from "./page.js";

/* What the service sends by itself to the endpoint it is about. */
const NOT_SUBSCRIBED = ["endpoint.verification", "test.webhook"];
const PART = "authentication.";
const SECRET = "****";

/*
 * What each has of its own: `offer` adds what there is to choose to its form, `shown` is what the form shows of
 * fields by the service's names, `typed` is what it says by them. Undefined is not sent; what a form does not
 * offer stays as it is.
 */
export const ENDPOINT = {
  kind: "Endpoint",
  path: "endpoints",
  template: "endpoint-form",
  kept: "left empty, the stored one stays as long as nothing else of the authentication changes",
  unseen: "If it signs, rotate its secret: the first one was not shown.",
  nameOf: (endpoint) => endpoint.description || endpoint.url,
  urlOf: (endpoint) => endpoint.url,
  async offer(form) {
    const types = await all("event-types");
    const offered = types.filter((type) => !type.archived && !NOT_SUBSCRIBED.includes(type.name));
    const ticks = offered.map(({ name, description }) => tick("event_types", name, name, description));
    form.querySelector(".choices").append(...ticks);
  },
  shown: ({ authentication, filter, headers, channels, ...others }) => ({
    ...others,
    ...(authentication && parts(authentication)),
    filter: filter && JSON.stringify(filter, null, 2),
    headers: headers && lines(Object.entries(headers).map((header) => header.join(": "))),
    channels: channels && lines(channels),
  }),
  typed(form) {
    const entries = new FormData(form);
    return {
      url: entries.get("url"),
      description: entries.get("description"),
      event_types: entries.getAll("event_types").flatMap((typed) => typed.match(/[^\s,]+/g) ?? []),
      livemode: entries.has("livemode"),
      authentication: authenticationIn(entries),
      filter: json("filter", entries.get("filter")),
      headers: headers("headers", linesIn(entries.get("headers"))),
      channels: linesIn(entries.get("channels")),
      ordered: entries.has("ordered"),
      rate_limit: integer(entries.get("rate_limit")),
      timeout_seconds: integer(entries.get("timeout_seconds")),
    };
  },
};

export const WEBHOOK = {
  kind: "Webhook",
  path: "webhooks",
  template: "webhook-form",
  kept: "left empty, the stored one stays",
  unseen: "",
  nameOf: (webhook) => webhook.name,
  urlOf: (webhook) => webhook.webhook_url,
  async offer(form) {
    const accounts = may("bank-account:read") ? await all("bank-accounts") : [];
    const offered = accounts.map(({ id, gateway, account_number: number }) => option(id, `${gateway} ${number}`));
    form.elements.bank_account_id.append(...(offered.length > 0 ? offered : [option("", "none to choose")]));
    form.addEventListener("change", () => offerSubAccounts(form, accounts));
  },
  shown: (webhook) => webhook,
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
      only_va: entries.has("only_va"),
      bank_sub_account_ids: entries.getAll("bank_sub_account_ids").map(Number),
      retry_conditions: entries.getAll("retry_conditions"),
    };
  },
};

/* The virtual accounts of the chosen account, where only some are wanted. */
function offerSubAccounts(form, accounts) {
  const choices = form.querySelector(".choices");
  const chosen = form.elements.bank_account_id.value;
  if (choices.dataset.of !== chosen) {
    const subAccounts = accounts.find(({ id }) => String(id) === chosen)?.sub_accounts ?? [];
    const ticks = subAccounts.map(({ id, account_number: number }) => tick("bank_sub_account_ids", id, number));
    choices.replaceChildren(...(ticks.length > 0 ? ticks : ["This account has none to choose."]));
    choices.dataset.of = chosen;
  }
  choices.hidden = !form.elements.only_va.checked;
}

/* An authentication as controls: one for its type, one for each of its fields. A secret is not shown. */
function parts({ type, subject, expires_at: end, ...fields }) {
  const shown = Object.entries(fields).map(([name, value]) => [PART + name, value === SECRET ? "" : value]);
  const stored = subject && `Stored: ${subject}, until ${new Date(end).toLocaleString()}.`;
  return { authentication: type, ...Object.fromEntries(shown), stored_certificate: stored };
}

function authenticationIn(entries) {
  const given = [...entries].filter(([name, value]) => name.startsWith(PART) && value);
  const fields = given.map(([name, value]) => [name.slice(PART.length), value]);
  return { type: entries.get("authentication"), ...Object.fromEntries(fields) };
}

/* What is no integer is sent as it was typed: the service says what it wants. */
function integer(text) {
  return text.trim() === "" ? null : /^\d{1,15}$/.test(text.trim()) ? Number(text) : text;
}

function json(field, text) {
  try {
    return text.trim() === "" ? null : JSON.parse(text, asWritten);
  } catch (problem) {
    throw mistyped(field, `must be JSON: ${problem.message}`);
  }
}

function headers(field, typed) {
  const pairs = typed.map((line) => line.match(/^([^:\s]+)\s*:\s*(.*)$/)?.slice(1));
  if (pairs.includes(undefined)) {
    throw mistyped(field, "must be lines such as X-Shop: 7");
  }
  const names = pairs.map(([name]) => name.toLowerCase());
  if (new Set(names).size < names.length) {
    throw mistyped(field, "must have each name once");
  }
  return Object.fromEntries(pairs);
}

function mistyped(field, wrong) {
  return new Refused(`${field} ${wrong}`, 400, { [field]: [wrong] });
}

function lines(texts) {
  return texts.join("\n");
}

function linesIn(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

export function option(value, text) {
  return element("option", { value }, text);
}

function tick(name, value, text, description) {
  return element(
    "label",
    { class: "tick" },
    element("input", { type: "checkbox", name, value }),
    ` ${text}`,
    description && element("span", { class: "quiet" }, description),
  );
}
