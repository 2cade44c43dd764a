-- Events, what is owed of them, its history, and who owns which shard.
-- Times are the database's. A delivery's id is event number * 65536 + its place among the targets.

create schema if not exists webhooks;

-- Without caching: numbers must rise in the order in which publishes happen.
create sequence webhooks.event_number;
create sequence webhooks.transaction_number;

create table webhooks.event (
  number          bigint      not null primary key,
  created_at      timestamptz not null,
  transaction_id  bigint,
  bank_account_id bigint,
  sub_account_id  bigint,
  direction       smallint,
  has_code        boolean,
  livemode        boolean     not null,
  tenant          text        not null,
  id              text        not null,
  type            text        not null,
  channels        text,                 -- separated by the unit separator, U+001F
  endpoints       bigint[]    not null, -- to which it went: the n-th has the delivery number * 65536 + n
  body            bytea,                -- null once expunged
  unique (tenant, id)
);
create index event_by_tenant on webhooks.event (tenant, number);
create index event_by_transaction on webhooks.event (transaction_id) where transaction_id is not null;

create table webhooks.idempotency (
  tenant          text        not null,
  idempotency_key text        not null,
  content_hash    bytea       not null,
  event_number    bigint      not null,
  expires_at      timestamptz not null,
  primary key (tenant, idempotency_key)
);
create index idempotency_by_expiry on webhooks.idempotency (expires_at);

-- Only what is owed. Settling deletes the row.
create table webhooks.pending_delivery (
  id          bigint      not null,
  endpoint_id bigint      not null,
  created_at  timestamptz not null,
  due_at      timestamptz not null,
  arrival     bigint      not null, -- the id, or a later number when a resend brought the row back
  revision    integer     not null default 0,
  attempts    smallint    not null default 0,
  failures    smallint    not null default 0,
  settlement  smallint    not null default 0,
  trigger     smallint    not null default 0,
  body_format smallint    not null,
  retries     boolean     not null default true,
  primary key (endpoint_id, id)
) with (
  vacuum_truncate = false,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = 500000,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 100000,
  autovacuum_vacuum_cost_delay = 0
);
create index pending_delivery_by_due on webhooks.pending_delivery (endpoint_id, due_at, id);
create index pending_delivery_returned on webhooks.pending_delivery (arrival) where arrival <> id;

-- A plan made while the table is all but empty would read it from end to end, and would be kept when
-- it is full. So it is never small: grown once here, and not truncated by vacuum.
insert into webhooks.pending_delivery (id, endpoint_id, created_at, due_at, arrival, body_format)
select n, n, now(), now(), n, 0 from generate_series(1, 40000) n;
delete from webhooks.pending_delivery;

-- History: one row per settlement, with the attempt that led to it. The highest settlement counts.
create table webhooks.delivery (
  id               bigint      not null,
  endpoint_id      bigint      not null,
  created_at       timestamptz not null, -- of the delivery, not of this row
  settled_at       timestamptz not null,
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
  started_at       timestamptz,
  dns_us           integer,              -- no time is null
  connect_us       integer,
  tls_us           integer,
  first_byte_us    integer,
  total_us         integer,
  address          text,
  request_headers  bytea,
  response_headers bytea,
  body             bytea,
  detail           text
) partition by range (created_at);
create index delivery_by_lane on webhooks.delivery (endpoint_id, id);
create index delivery_unsuccessful on webhooks.delivery (endpoint_id, id) where status <> 1;
create table webhooks.delivery_default partition of webhooks.delivery default;

-- Attempts that settled nothing.
create table webhooks.attempt (
  delivery_id      bigint      not null,
  created_at       timestamptz not null, -- of the delivery: history goes by it
  number           smallint    not null,
  trigger          smallint,
  status_code      smallint,
  error            smallint,
  truncated        boolean     not null,
  started_at       timestamptz not null,
  dns_us           integer,              -- no time is null
  connect_us       integer,
  tls_us           integer,
  first_byte_us    integer,
  total_us         integer,
  address          text,
  request_headers  bytea,
  response_headers bytea,
  body             bytea,
  detail           text
) partition by range (created_at);
create index attempt_by_delivery on webhooks.attempt (delivery_id);
create table webhooks.attempt_default partition of webhooks.attempt default;

create table webhooks.node (
  id         text        not null primary key,
  expires_at timestamptz not null
) with (fillfactor = 50);

create table webhooks.shard (
  id    smallint not null primary key,
  owner text,
  epoch bigint   not null default 0
) with (fillfactor = 50);
insert into webhooks.shard (id) select generate_series(0, 63);
