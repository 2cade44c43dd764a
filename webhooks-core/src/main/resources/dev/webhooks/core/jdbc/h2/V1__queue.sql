-- Events, what is owed of them, its history, and who owns which shard.
-- Times are the database's. A delivery's id is event number * 65536 + its place among the targets.

create schema if not exists webhooks;

-- Without caching: numbers must rise in the order in which publishes happen.
create sequence webhooks.event_number no cache;
create sequence webhooks.transaction_number no cache;

create table webhooks.event (
  number          bigint      not null primary key,
  created_at      timestamp(6) with time zone not null,
  transaction_id  bigint,
  bank_account_id bigint,
  sub_account_id  bigint,
  direction       smallint,
  has_code        boolean,
  livemode        boolean     not null,
  tenant          varchar not null,
  id              varchar not null,
  type            varchar not null,
  channels        varchar,                 -- separated by the unit separator, U+001F
  endpoints       bigint array not null, -- to which it went: the n-th has the delivery number * 65536 + n
  body            varbinary,                -- null once expunged
  unique (tenant, id)
);
create index event_by_tenant on webhooks.event (tenant, number);
create index event_by_transaction on webhooks.event (transaction_id);

create table webhooks.idempotency (
  tenant          varchar not null,
  idempotency_key varchar not null,
  content_hash    varbinary       not null,
  event_number    bigint      not null,
  expires_at      timestamp(6) with time zone not null,
  primary key (tenant, idempotency_key)
);
create index idempotency_by_expiry on webhooks.idempotency (expires_at);

-- Only what is owed. Settling deletes the row.
create table webhooks.pending_delivery (
  id          bigint      not null,
  endpoint_id bigint      not null,
  created_at  timestamp(6) with time zone not null,
  due_at      timestamp(6) with time zone not null,
  arrival     bigint      not null, -- the id, or a later number when a resend brought the row back
  revision    integer     not null default 0,
  attempts    smallint    not null default 0,
  failures    smallint    not null default 0,
  settlement  smallint    not null default 0,
  trigger     smallint    not null default 0,
  body_format smallint    not null,
  retries     boolean     not null default true,
  primary key (endpoint_id, id)
);
create index pending_delivery_by_id on webhooks.pending_delivery (id);
create index pending_delivery_by_due on webhooks.pending_delivery (endpoint_id, due_at, id);
create index pending_delivery_returned on webhooks.pending_delivery (arrival);

-- History: one row per settlement, with the attempt that led to it. The highest settlement counts.
create table webhooks.delivery (
  id               bigint      not null,
  endpoint_id      bigint      not null,
  created_at       timestamp(6) with time zone not null, -- of the delivery, not of this row
  settled_at       timestamp(6) with time zone not null,
  settlement       smallint    not null,
  status           smallint    not null,
  attempts         smallint    not null,
  failures         smallint    not null,
  body_format      smallint    not null,
  verifies         boolean     not null, -- a success marks the bank transaction as verified
  trigger          smallint,
  status_code      smallint,
  error            smallint,
  truncated        boolean     not null,
  started_at       timestamp(6) with time zone,
  dns_us           integer,              -- no time is null
  connect_us       integer,
  tls_us           integer,
  first_byte_us    integer,
  total_us         integer,
  address          varchar,
  request_headers  varbinary,
  response_headers varbinary,
  body             varbinary,
  detail           varchar
);
create index delivery_by_lane on webhooks.delivery (endpoint_id, id);
create index delivery_by_age on webhooks.delivery (created_at);

-- Attempts that settled nothing.
create table webhooks.attempt (
  delivery_id      bigint      not null,
  created_at       timestamp(6) with time zone not null, -- of the delivery: history goes by it
  number           smallint    not null,
  trigger          smallint,
  status_code      smallint,
  error            smallint,
  truncated        boolean     not null,
  started_at       timestamp(6) with time zone not null,
  dns_us           integer,              -- no time is null
  connect_us       integer,
  tls_us           integer,
  first_byte_us    integer,
  total_us         integer,
  address          varchar,
  request_headers  varbinary,
  response_headers varbinary,
  body             varbinary,
  detail           varchar
);
create index attempt_by_delivery on webhooks.attempt (delivery_id);

create table webhooks.node (
  id         varchar not null primary key,
  expires_at timestamp(6) with time zone not null
);

create table webhooks.shard (
  id    smallint not null primary key,
  owner varchar,
  epoch bigint   not null default 0
);
insert into webhooks.shard (id) select x from system_range(0, 63);
