import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verifyEPaySe, verifySePay, verifyStandard } from './verify-webhook.mjs';

const verifiers = { standard: verifyStandard, epayse: verifyEPaySe, sepay: verifySePay };
const vectors = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url)));

for (const { scheme, secret, signed_at: at, headers, body } of vectors) {
  const verify = (changes = {}) => {
    const given = { headers, body, secrets: [secret], now: at, ...changes };
    return verifiers[scheme](given.headers, Buffer.from(given.body), given.secrets, given.now);
  };
  const without = (name) => Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

  test(`${scheme}: the published vector is right`, () => {
    assert.doesNotThrow(() => verify());
    assert.doesNotThrow(() => verify({ now: at + 300, secrets: ['whsec_b3RoZXI=', secret] }));
  });
  test(`${scheme}: everything else is refused`, () => {
    assert.throws(() => verify({ body: body + ' ' }), /no signature matches/);
    assert.throws(() => verify({ secrets: ['whsec_b3RoZXI='] }), /no signature matches/);
    assert.throws(() => verify({ secrets: [] }), /no signature matches/);
    assert.throws(() => verify({ now: at + 301 }), /within five minutes/);
    assert.throws(() => verify({ now: at - 301 }), /within five minutes/);
    for (const name of Object.keys(headers)) assert.throws(() => verify({ headers: without(name) }), /header/);
  });
  test(`${scheme}: an empty secret lets nobody in`, () => {
    const name = Object.keys(headers).find((one) => one.endsWith('signature'));
    const prefix = scheme === 'standard' ? `${headers['webhook-id']}.${at}.` : `${at}.`;
    const signed = createHmac('sha256', '').update(prefix + body);
    const signature = scheme === 'standard' ? `v1,${signed.digest('base64')}` : `sha256=${signed.digest('hex')}`;
    assert.throws(() => verify({ headers: { ...headers, [name]: signature }, secrets: [secret, ''] }), /secret is empty/);
  });
}
