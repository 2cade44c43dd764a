<?php

declare(strict_types=1);

require __DIR__ . '/verify_webhook.php';

function refusal(array $vector, array $changes = []): ?string
{
    $given = $changes + $vector + ['secrets' => [$vector['secret']], 'now' => $vector['signed_at']];
    try {
        ('verify_' . $vector['scheme'])(
            array_change_key_case($given['headers']), $given['body'], $given['secrets'], $given['now']);
        return null;
    } catch (NotTrusted | InvalidArgumentException $reason) {
        return $reason->getMessage();
    }
}

function expect(?string $expected, ?string $actual, string $what): void
{
    $right = $expected === null ? $actual === null : str_contains((string) $actual, $expected);
    if (!$right) {
        fwrite(STDERR, "$what: expected " . var_export($expected, true) . ', was ' . var_export($actual, true) . "\n");
        exit(1);
    }
}

$vectors = json_decode(file_get_contents(__DIR__ . '/../vectors.json'), true);
foreach ($vectors as $vector) {
    $scheme = $vector['scheme'];
    $at = $vector['signed_at'];
    $both = ['whsec_b3RoZXI=', $vector['secret']];
    expect(null, refusal($vector), "$scheme vector");
    expect(null, refusal($vector, ['now' => $at + 300, 'secrets' => $both]), "$scheme overlap");
    expect('no signature matches', refusal($vector, ['body' => $vector['body'] . ' ']), "$scheme body");
    expect('no signature matches', refusal($vector, ['secrets' => ['whsec_b3RoZXI=']]), "$scheme secret");
    expect('no signature matches', refusal($vector, ['secrets' => []]), "$scheme no secret");
    expect('within five minutes', refusal($vector, ['now' => $at + 301]), "$scheme old");
    expect('within five minutes', refusal($vector, ['now' => $at - 301]), "$scheme future");
    foreach (array_keys($vector['headers']) as $name) {
        $rest = array_diff_key($vector['headers'], [$name => 0]);
        expect('header', refusal($vector, ['headers' => $rest]), "$scheme without $name");
    }
    $standard = $scheme === 'standard';
    $name = $standard ? 'webhook-signature' : array_key_last($vector['headers']);
    $signed = ($standard ? $vector['headers']['webhook-id'] . '.' : '') . "$at." . $vector['body'];
    $digest = hash_hmac('sha256', $signed, '', true);
    $signature = $standard ? 'v1,' . base64_encode($digest) : 'sha256=' . bin2hex($digest);
    $forged = ['headers' => [$name => $signature] + $vector['headers'], 'secrets' => [$vector['secret'], '']];
    expect('secret is empty', refusal($vector, $forged), "$scheme empty secret");
}
echo count($vectors), " vectors right\n";
