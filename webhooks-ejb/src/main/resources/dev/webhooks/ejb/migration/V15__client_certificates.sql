-- The certificates an endpoint's receiver knows us by (mtls); their key is in credential_cipher.
alter table webhooks.endpoint add column client_certificates varchar(100000);
