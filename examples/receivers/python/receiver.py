import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from verify_webhook import NotTrusted, verify_standard

SECRETS = os.environ["WEBHOOK_SECRETS"].split(",")
seen = set()  # a table with a unique key in real life


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            message_id = verify_standard(self.headers, body, SECRETS)
        except NotTrusted as reason:
            print("refused:", reason)
            self.answer(401, b"")
            return
        event = json.loads(body)
        if message_id not in seen:
            seen.add(message_id)
            print("received", message_id, event["type"])  # or: put it on a queue
        is_challenge = event["type"] == "endpoint.verification"
        answer = {"challenge": event["data"]["object"]["challenge"]} if is_challenge else {"success": True}
        self.answer(200, json.dumps(answer).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("", int(os.environ.get("PORT", 8090))), Receiver).serve_forever()
