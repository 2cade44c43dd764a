import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyStandard } from './verify-webhook.mjs';

const secrets = process.env.WEBHOOK_SECRETS.split(',');
const seen = new Set(); // a table with a unique key in real life

createServer(async (request, response) => {
  try {
    const body = await buffer(request);
    const id = verifyStandard(request.headers, body, secrets);
    const event = JSON.parse(body);
    if (!seen.has(id)) {
      seen.add(id);
      console.log('received', id, event.type); // or: put it on a queue
    }
    const isChallenge = event.type === 'endpoint.verification';
    const answer = isChallenge ? { challenge: event.data.object.challenge } : { success: true };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    console.log('refused:', error.message);
    response.writeHead(401).end();
  }
}).listen(process.env.PORT ?? 8090);
