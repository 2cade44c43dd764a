import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyStandard } from './verify-webhook.mjs';

const secrets = process.env.WEBHOOK_SECRETS.split(',');
const seen = new Set(); // a table with a unique key in real life

createServer(async (request, response) => {
  const body = await buffer(request);
  try {
    const id = verifyStandard(request.headers, body, secrets);
    if (!seen.has(id)) {
      seen.add(id);
      console.log('received', id, JSON.parse(body).type); // or: put it on a queue
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"success":true}');
  } catch (error) {
    console.log('refused:', error.message);
    response.writeHead(401).end();
  }
}).listen(process.env.PORT ?? 8090);
