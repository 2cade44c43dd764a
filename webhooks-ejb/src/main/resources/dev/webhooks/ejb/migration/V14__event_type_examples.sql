-- Examples of the content of events: one JSON text per line.
alter table webhooks.event_type add column examples varchar(1000000);
update webhooks.event_type set examples = '{"object":{"id":"txn_01HQKZ0000000000000000000B","object":"transaction","amount":10000,"currency":"USD","status":"SUCCESS","merchant_ref":"ORDER-2025-001"}}'
  where tenant = '' and name = 'payment.succeeded';
update webhooks.event_type set examples = '{"object":{"id":"txn_01HQKZ0000000000000000000B","object":"transaction","amount":10000,"currency":"USD","status":"FAILED","merchant_ref":"ORDER-2025-001"}}'
  where tenant = '' and name = 'payment.failed';
update webhooks.event_type set examples = '{"object":{"id":"txn_01HQKZ0000000000000000000B","object":"transaction","amount":10000,"currency":"USD","status":"PROCESSING","merchant_ref":"ORDER-2025-001"}}'
  where tenant = '' and name = 'payment.processing';
update webhooks.event_type set examples = '{"object":{"id":"rfd_01HQKZ0000000000000000000C","object":"refund","transaction":"txn_01HQKZ0000000000000000000B","amount":10000,"currency":"USD","status":"PENDING"}}'
  where tenant = '' and name = 'refund.created';
update webhooks.event_type set examples = '{"object":{"id":"rfd_01HQKZ0000000000000000000C","object":"refund","transaction":"txn_01HQKZ0000000000000000000B","amount":10000,"currency":"USD","status":"COMPLETED"}}'
  where tenant = '' and name = 'refund.completed';
update webhooks.event_type set examples = '{"object":{"id":"rfd_01HQKZ0000000000000000000C","object":"refund","transaction":"txn_01HQKZ0000000000000000000B","amount":10000,"currency":"USD","status":"FAILED"}}'
  where tenant = '' and name = 'refund.failed';
update webhooks.event_type set examples = '{"object":{"id":"dsp_01HQKZ0000000000000000000D","object":"dispute","transaction":"txn_01HQKZ0000000000000000000B","amount":10000,"currency":"USD","reason":"not_received"}}'
  where tenant = '' and name = 'dispute.created';
-- Of a bank transaction the whole body.
update webhooks.event_type set examples = '{"id":92704,"gateway":"Vietcombank","transactionDate":"2024-07-02 11:08:33","accountNumber":"1017588888","subAccount":null,"code":"SEVN63DC8E5C","content":"SEVN63DC8E5C chuyen tien","transferType":"in","description":"NGUYEN VAN A chuyen tien","transferAmount":5000000,"accumulated":105000000,"referenceCode":"FT24012345678"}'
  where tenant = '' and name = 'transaction.in';
update webhooks.event_type set examples = '{"id":92705,"gateway":"Vietcombank","transactionDate":"2024-07-02 12:00:00","accountNumber":"1017588888","subAccount":null,"code":null,"content":"tien dien","transferType":"out","description":"EVN","transferAmount":250000,"accumulated":104750000,"referenceCode":"FT24012345679"}'
  where tenant = '' and name = 'transaction.out';
