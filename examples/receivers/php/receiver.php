<?php

declare(strict_types=1);

require __DIR__ . '/verify_webhook.php';

header('Content-Type: application/json');
try {
    $headers = array_change_key_case(getallheaders());
    $body = file_get_contents('php://input');
    $id = verify_standard($headers, $body, explode(',', getenv('WEBHOOK_SECRETS')));
    // Insert $id into a table with a unique key: if it is there already, this is a repetition.
    $event = json_decode($body);
    error_log("received $id " . $event->type);
    $is_challenge = $event->type === 'endpoint.verification';
    echo json_encode($is_challenge ? ['challenge' => $event->data->object->challenge] : ['success' => true]);
} catch (NotTrusted $reason) {
    error_log('refused: ' . $reason->getMessage());
    http_response_code(401);
}
