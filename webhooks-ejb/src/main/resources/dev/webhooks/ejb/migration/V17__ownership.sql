-- Whether an endpoint's target is known to be its owner's.
alter table webhooks.endpoint add column ownership varchar(20) default 'NOT_REQUIRED' not null;
alter table webhooks.endpoint add column verified_at timestamp with time zone;
alter table webhooks.endpoint add column unverified_since timestamp with time zone;

insert into webhooks.event_type (id, tenant, name, description, archived, created_at, revision) values
  (18, '', 'endpoint.verification', 'A challenge: whoever echoes its token wants to receive.', false, current_timestamp, 0);
