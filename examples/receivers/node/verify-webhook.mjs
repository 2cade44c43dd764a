import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

/**
 * Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.
 * Headers by lower-case name (as in node:http), the body as a Buffer before any parsing,
 * every secret that is valid at present. Returns the id; throws if the request must not be trusted.
 */
export function verifyStandard(headers, body, secrets, now = Date.now() / 1000) {
  const id = required(headers, 'webhook-id');
  const timestamp = recent(required(headers, 'webhook-timestamp'), now);
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const listed = required(headers, 'webhook-signature').split(' ')
    .filter((one) => one.startsWith('v1,')).map((one) => one.slice(3));
  requireMatch(listed, secrets.map((secret) =>
    createHmac('sha256', key(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')))
      .update(signed).digest('base64')));
  return id;
}

/** EPaySe: X-Webhook-Timestamp, X-Webhook-Signature. The id is in the body. */
export function verifyEPaySe(headers, body, secrets, now = Date.now() / 1000) {
  verifyHex(headers, 'x-webhook-timestamp', 'x-webhook-signature', body, secrets, now);
}

/** SePay with HMAC_SHA256: X-SePay-Timestamp, X-SePay-Signature. The id is in the body. */
export function verifySePay(headers, body, secrets, now = Date.now() / 1000) {
  verifyHex(headers, 'x-sepay-timestamp', 'x-sepay-signature', body, secrets, now);
}

function verifyHex(headers, timestampHeader, signatureHeader, body, secrets, now) {
  const timestamp = recent(required(headers, timestampHeader), now);
  const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
  const listed = required(headers, signatureHeader).split(',')
    .map((one) => one.trim()).filter((one) => one.startsWith('sha256='))
    .map((one) => one.slice(7));
  // The key is the whole secret, prefix included.
  requireMatch(listed, secrets.map((secret) =>
    createHmac('sha256', key(secret)).update(signed).digest('hex')));
}

/** Everybody can sign with an empty key: an unset variable must not let them in. */
function key(bytes) {
  if (bytes.length === 0) throw new Error('a secret is empty');
  return bytes;
}

function required(headers, name) {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw new Error(`no ${name} header`);
  return value;
}

function recent(timestamp, now) {
  if (!/^[0-9]{1,11}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new Error('not signed within five minutes of now');
  }
  return timestamp;
}

function requireMatch(listed, expected) {
  const right = listed.some((signature) => expected.some((one) => sameText(signature, one)));
  if (!right) throw new Error('no signature matches');
}

function sameText(a, b) {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
