/* The REST API, asked with the token that was opened. */

/* The token is kept in this variable only: a reload forgets it. */
let token = "";

/* What the service refused: the message is for people, errors name fields. */
export class Refused extends Error {
  constructor(message, status, errors = {}) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/* Another token was opened meanwhile: what the one before is answered is not shown under it. */
export class Overtaken extends Error {
  constructor(hasChanged) {
    super();
    this.hasChanged = hasChanged;
  }
}

export function useToken(opened) {
  token = opened;
}

/* Calls the API and returns its envelope, with the version of what was read; throws what people should read. */
export async function call(method, path, { body, ifMatch, reviver } = {}) {
  const asking = token;
  const headers = { Authorization: "Bearer " + asking, Accept: "application/json" };
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  if (ifMatch) {
    headers["If-Match"] = ifMatch;
  }
  const response = await fetch("../api/v1/" + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
  }).catch(() => null);
  const answer = await response
    ?.text()
    .then((text) => JSON.parse(text, reviver))
    .catch(() => null);
  if (asking !== token) {
    throw new Overtaken(method !== "GET");
  }
  if (!response || (response.ok && !answer)) {
    throw new Refused("The service cannot be reached." + unlessRead(method));
  }
  if (!response.ok) {
    const reason = reasonOf(response, answer ?? {});
    throw new Refused(response.status < 500 ? reason : reason + unlessRead(method), response.status, answer?.errors);
  }
  return { ...answer, etag: response.headers.get("ETag") };
}

/* Every page of a numbered list; from its start again when it changes meanwhile: its pages have shifted. */
export async function all(path) {
  const items = [];
  for (let page = 1, first = null; page <= (first?.last_page ?? 1); page++) {
    const { data, meta } = await call("GET", `${path}?limit=100&page=${page}`);
    first ??= meta.pagination;
    if (meta.pagination.total !== first.total) {
      return all(path);
    }
    items.push(...data);
  }
  return items;
}

/* Whether the token leaves room for it, as far as the page can read it: the service decides. */
export function may(scope, permission) {
  const claimed = claims();
  return grants(claimed.scope, scope) && (!permission || grants(claimed.permissions, permission));
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

function unlessRead(method) {
  return method === "GET" ? "" : " It is unknown whether it was done: look before you try again.";
}

function reasonOf(response, answer) {
  const fields = Object.entries(answer.errors ?? {}).map(([field, wrong]) => `${field} ${wrong[0]}`);
  const reason = fields.join(", ") || answer.message || response.statusText;
  return `${response.status}: ${reason} (request ${response.headers.get("X-Request-Id")})`;
}

/* Keeps numbers as they are written where the browser's own are others, if it can. */
export function asWritten(key, value, { source } = {}) {
  return typeof value === "number" && JSON.rawJSON && String(value) !== source ? JSON.rawJSON(source) : value;
}

/* Answers what was asked last: an answer that a newer question overtook is null. */
export function newest() {
  let asked = 0;
  return async (question) => {
    const mine = ++asked;
    const answer = await question;
    return mine === asked ? answer : null;
  };
}
