-- The catalogue of event types. The empty tenant owns the product's own.
create sequence webhooks.event_type_id start with 100;
create table webhooks.event_type (
  id bigint primary key,
  tenant varchar(255) not null,
  name varchar(128) not null,
  description varchar(2000) not null,
  archived boolean not null,
  created_at timestamp with time zone not null,
  revision bigint not null,
  constraint event_type_name unique (tenant, name)
);

create sequence webhooks.event_type_schema_id;
create table webhooks.event_type_schema (
  id bigint primary key,
  event_type_id bigint not null references webhooks.event_type (id),
  version integer not null,
  schema_text varchar(1000000) not null,
  created_at timestamp with time zone not null,
  constraint event_type_schema_version unique (event_type_id, version)
);

insert into webhooks.event_type (id, tenant, name, description, archived, created_at, revision) values
  (1, '', 'payment.succeeded', 'A payment was completed.', false, current_timestamp, 0),
  (2, '', 'payment.failed', 'A payment was refused or broken off.', false, current_timestamp, 0),
  (3, '', 'payment.processing', 'A payment is under way.', false, current_timestamp, 0),
  (4, '', 'refund.created', 'A refund was asked for.', false, current_timestamp, 0),
  (5, '', 'refund.completed', 'A refund reached its payer.', false, current_timestamp, 0),
  (6, '', 'refund.failed', 'A refund could not be made.', false, current_timestamp, 0),
  (7, '', 'dispute.created', 'A payer disputes a payment.', false, current_timestamp, 0),
  (8, '', 'transaction.in', 'Money came in on a bank account.', false, current_timestamp, 0),
  (9, '', 'transaction.out', 'Money went out from a bank account.', false, current_timestamp, 0),
  (10, '', 'test.webhook', 'A test send.', false, current_timestamp, 0);
