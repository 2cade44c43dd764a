-- What people manage. The same statements run on PostgreSQL and on H2.

-- One row, incremented by every change of an endpoint: serialises changes, so that the versions
-- other nodes read rise in commit order.
create table webhooks.endpoint_clock (
  id bigint primary key,
  version bigint not null,
  changed_at timestamp with time zone not null
);
insert into webhooks.endpoint_clock (id, version, changed_at) values (1, 0, current_timestamp);

create sequence webhooks.bank_account_id;
create table webhooks.bank_account (
  id bigint primary key,
  tenant varchar(255) not null,
  gateway varchar(255) not null,
  account_number varchar(255) not null,
  revision bigint not null,
  constraint bank_account_number unique (tenant, gateway, account_number)
);

create sequence webhooks.bank_sub_account_id;
create table webhooks.bank_sub_account (
  id bigint primary key,
  bank_account_id bigint not null references webhooks.bank_account (id),
  account_number varchar(255) not null,
  constraint bank_sub_account_number unique (bank_account_id, account_number)
);

create sequence webhooks.endpoint_id;
create table webhooks.endpoint (
  id bigint primary key,
  tenant varchar(255) not null,
  face varchar(10) not null,
  status varchar(10) not null,
  disabled_reason varchar(300),
  disabled_at timestamp with time zone,
  cancelled_through bigint not null,
  name varchar(2000) not null,
  url varchar(2048) not null,
  -- which events
  selection varchar(20) not null,
  bank_account_id bigint, -- no foreign key: a deleted endpoint, kept for its log, outlives its account
  direction varchar(3),
  skip_without_code boolean not null,
  only_sub_accounts boolean not null,
  sub_account_ids varchar(100000),
  event_types varchar(100000),
  livemode boolean not null,
  channels varchar(100000),
  event_filter varchar(100000),
  -- how the receiver knows us
  credentials varchar(20) not null,
  credential_name varchar(1000),
  credential_cipher varchar(20000),
  api_key_hash varchar(200),
  token_url varchar(2048),
  signature_schemes varchar(200),
  -- how it is sent
  body_format varchar(20) not null,
  retry_delays varchar(4000),
  timeout_ms bigint,
  headers_cipher varchar(200000),
  rate_limit integer,
  ordered boolean not null,
  verifies_payment boolean not null,
  metadata varchar(200000),
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version bigint not null,
  revision bigint not null
);
create index endpoint_by_tenant on webhooks.endpoint (tenant, face, id);
create unique index endpoint_by_version on webhooks.endpoint (version);
create index endpoint_by_bank_account on webhooks.endpoint (bank_account_id);

create sequence webhooks.endpoint_secret_id;
create table webhooks.endpoint_secret (
  id bigint primary key,
  endpoint_id bigint not null references webhooks.endpoint (id),
  kind varchar(10) not null,
  cipher varchar(2000) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone
);
create index endpoint_secret_by_endpoint on webhooks.endpoint_secret (endpoint_id);
