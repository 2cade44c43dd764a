-- How endpoints do, and what is being sent again.

-- Only endpoints that had nothing but failures lately.
create table webhooks.endpoint_health (
  endpoint_id   bigint      not null primary key,
  failing_since timestamp(6) with time zone not null,
  announced     boolean     not null default false -- the tenant was told
);

-- Each writer (a process) replaces its own rows; reading adds them up.
create table webhooks.endpoint_stats (
  endpoint_id bigint      not null,
  hour_at     timestamp(6) with time zone not null,
  writer      bigint      not null,
  succeeded   bigint      not null,
  failed      bigint      not null,
  cancelled   bigint      not null,
  attempts    bigint      not null,
  latencies   varbinary     not null, -- a histogram
  primary key (endpoint_id, hour_at, writer)
);
create index endpoint_stats_by_hour on webhooks.endpoint_stats (hour_at);

create sequence webhooks.recovery_id no cache;
create table webhooks.recovery (
  id          bigint      not null primary key,
  endpoint_id bigint      not null,
  created_at  timestamp(6) with time zone not null,
  worked_at   timestamp(6) with time zone not null, -- who waited longest is next
  finished_at timestamp(6) with time zone,          -- null while it is running
  since_at    timestamp(6) with time zone not null,
  until_at    timestamp(6) with time zone not null,
  last_id     bigint      not null default 0, -- the highest delivery it has seen
  matched     bigint      not null default 0,
  requeued    bigint      not null default 0,
  wanted      smallint    not null, -- status of a delivery
  state       smallint    not null default 0, -- 0 running, 1 completed, 2 cancelled
  tenant      varchar      not null
);
create index recovery_by_tenant on webhooks.recovery (tenant, id);
create index recovery_running on webhooks.recovery (state, worked_at, id);
