"""Verifies webhooks with the standard library alone."""

import base64
import hashlib
import hmac
import time

TOLERANCE_SECONDS = 300


class NotTrusted(Exception):
    """The request is not the authentic, recent webhook it claims to be."""


def verify_standard(headers, body, secrets, now=None):
    """Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.

    headers: must ignore the case of names, as those of http.server, Flask and Django do;
    body: the bytes as received, before any parsing; secrets: every one valid at present.
    Returns the id, raises NotTrusted.
    """
    message_id = _required(headers, "webhook-id")
    timestamp = _recent(_required(headers, "webhook-timestamp"), now)
    signed = f"{message_id}.{timestamp}.".encode() + body
    listed = [
        one[len("v1,"):]
        for one in _required(headers, "webhook-signature").split(" ")
        if one.startswith("v1,")
    ]
    keys = [base64.b64decode(secret.removeprefix("whsec_")) for secret in secrets]
    _require_match(listed, [base64.b64encode(_digest(key, signed)).decode() for key in keys])
    return message_id


def verify_epayse(headers, body, secrets, now=None):
    """EPaySe: X-Webhook-Timestamp, X-Webhook-Signature. The id is in the body."""
    _verify_hex(headers, "X-Webhook", body, secrets, now)


def verify_sepay(headers, body, secrets, now=None):
    """SePay with HMAC_SHA256: X-SePay-Timestamp, X-SePay-Signature. The id is in the body."""
    _verify_hex(headers, "X-SePay", body, secrets, now)


def _verify_hex(headers, prefix, body, secrets, now):
    timestamp = _recent(_required(headers, f"{prefix}-Timestamp"), now)
    signed = f"{timestamp}.".encode() + body
    parts = [part.strip() for part in _required(headers, f"{prefix}-Signature").split(",")]
    listed = [part[len("sha256="):] for part in parts if part.startswith("sha256=")]
    # The key is the whole secret, prefix included.
    _require_match(listed, [_digest(secret.encode(), signed).hex() for secret in secrets])


def _digest(key, signed):
    if not key:  # everybody can sign with it: an unset variable must not let them in
        raise ValueError("a secret is empty")
    return hmac.new(key, signed, hashlib.sha256).digest()


def _required(headers, name):
    value = headers.get(name)
    if not value:
        raise NotTrusted(f"no {name} header")
    return value


def _recent(timestamp, now):
    now = time.time() if now is None else now
    digits = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11
    if not digits or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise NotTrusted("not signed within five minutes of now")
    return timestamp


def _require_match(listed, expected):
    for signature in listed:
        for one in expected:
            if hmac.compare_digest(signature.encode(), one.encode()):
                return
    raise NotTrusted("no signature matches")
