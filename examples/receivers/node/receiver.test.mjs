import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url) {
  for (;;) {
    const answer = await fetch(url, { method: 'POST', body: '{}' }).catch(() => null);
    if (answer) return answer.status;
  }
}

test('a request that breaks off does not end the receiver', { timeout: 60_000 }, async () => {
  const port = await freePort();
  const receiver = spawn(process.execPath, [fileURLToPath(new URL('receiver.mjs', import.meta.url))], {
    env: { ...process.env, PORT: `${port}`, WEBHOOK_SECRETS: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  });
  try {
    const lines = receiver.stdout[Symbol.asyncIterator]();
    assert.equal(await answers(`http://127.0.0.1:${port}`), 401);
    assert.match(`${(await lines.next()).value}`, /refused: no webhook-id header/);

    const socket = connect(port, '127.0.0.1');
    socket.end('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');

    assert.match(`${(await lines.next()).value}`, /refused: aborted/);
    assert.equal(await answers(`http://127.0.0.1:${port}`), 401);
  } finally {
    receiver.kill();
  }
});
