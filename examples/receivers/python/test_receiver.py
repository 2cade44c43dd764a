import os
import pathlib
import socket
import subprocess
import sys
import unittest
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ReceiverTest(unittest.TestCase):
    def setUp(self):
        self.port = free_port()
        self.receiver = subprocess.Popen(
            [sys.executable, "-B", "receiver.py"],
            cwd=pathlib.Path(__file__).parent,
            env={**os.environ, "PORT": str(self.port),
                 "WEBHOOK_SECRETS": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def tearDown(self):
        self.receiver.kill()
        self.receiver.wait()

    def connect(self):
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=30)
            except ConnectionRefusedError:
                self.assertIsNone(self.receiver.poll(), "the receiver ended")

    def test_a_connection_without_a_request_holds_up_nobody(self):
        with self.connect():
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}", data=b"{}")
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=30)
            self.assertEqual(refused.exception.code, 401)
            refused.exception.close()


if __name__ == "__main__":
    unittest.main()
