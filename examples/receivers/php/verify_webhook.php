<?php

declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

/** The request is not the authentic, recent webhook it claims to be. */
final class NotTrusted extends RuntimeException {}

/**
 * Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.
 * Headers by lower-case name: array_change_key_case(getallheaders()); the body as received:
 * file_get_contents('php://input'); every secret that is valid at present. Returns the id.
 */
function verify_standard(array $headers, string $body, array $secrets, ?int $now = null): string
{
    $id = required_header($headers, 'webhook-id');
    $timestamp = recent_timestamp(required_header($headers, 'webhook-timestamp'), $now);
    $signed = "$id.$timestamp.$body";
    $listed = listed_signatures(required_header($headers, 'webhook-signature'), ' ', 'v1,');
    require_match($listed, array_map(
        fn (string $secret) => base64_encode(hash_hmac(
            'sha256', $signed, signing_key(base64_decode(preg_replace('/^whsec_/', '', $secret))), true)),
        $secrets));
    return $id;
}

/** EPaySe: X-Webhook-Timestamp, X-Webhook-Signature. The id is in the body. */
function verify_epayse(array $headers, string $body, array $secrets, ?int $now = null): void
{
    verify_hex($headers, 'x-webhook', $body, $secrets, $now);
}

/** SePay with HMAC_SHA256: X-SePay-Timestamp, X-SePay-Signature. The id is in the body. */
function verify_sepay(array $headers, string $body, array $secrets, ?int $now = null): void
{
    verify_hex($headers, 'x-sepay', $body, $secrets, $now);
}

function verify_hex(array $headers, string $prefix, string $body, array $secrets, ?int $now): void
{
    $timestamp = recent_timestamp(required_header($headers, "$prefix-timestamp"), $now);
    $listed = listed_signatures(required_header($headers, "$prefix-signature"), ',', 'sha256=');
    // The key is the whole secret, prefix included.
    require_match($listed, array_map(
        fn (string $secret) => hash_hmac('sha256', "$timestamp.$body", signing_key($secret)), $secrets));
}

/** Everybody can sign with an empty key: an unset variable must not let them in. */
function signing_key(string $bytes): string
{
    return $bytes !== '' ? $bytes : throw new InvalidArgumentException('a secret is empty');
}

function required_header(array $headers, string $name): string
{
    $value = $headers[$name] ?? '';
    return $value !== '' ? $value : throw new NotTrusted("no $name header");
}

function recent_timestamp(string $timestamp, ?int $now): string
{
    $digits = preg_match('/\A[0-9]{1,11}\z/', $timestamp) === 1;
    if (!$digits || abs(($now ?? time()) - (int) $timestamp) > TOLERANCE_SECONDS) {
        throw new NotTrusted('not signed within five minutes of now');
    }
    return $timestamp;
}

function listed_signatures(string $header, string $separator, string $prefix): array
{
    $parts = array_map('trim', explode($separator, $header));
    $ours = array_filter($parts, fn (string $part) => str_starts_with($part, $prefix));
    return array_map(fn (string $part) => substr($part, strlen($prefix)), $ours);
}

function require_match(array $listed, array $expected): void
{
    foreach ($listed as $signature) {
        foreach ($expected as $one) {
            if (hash_equals($one, $signature)) {
                return;
            }
        }
    }
    throw new NotTrusted('no signature matches');
}
