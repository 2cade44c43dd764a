-- Of an attempt only what is searched or counted keeps a column of its own. The rest, which only its own page
-- shows, is one value: less for the database to do for each delivery. The tables are made anew: a
-- dropped column would stay in every row.

alter table webhooks.delivery rename to delivery_before;
alter table webhooks.attempt rename to attempt_before;
do $$
declare
  part record;
begin
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('webhooks.delivery_before'::regclass, 'webhooks.attempt_before'::regclass)
  loop
    execute format('alter table webhooks.%I rename to %I', part.relname, part.relname || '_before');
  end loop;
end $$;

-- History: one row per settlement, with the attempt that led to it. The highest settlement counts.
create table webhooks.delivery (
  id          bigint      not null,
  endpoint_id bigint      not null,
  created_at  timestamptz not null, -- of the delivery, not of this row
  settled_at  timestamptz not null,
  started_at  timestamptz,          -- of the attempt; null when it was settled without one
  settlement  smallint    not null,
  status      smallint    not null,
  attempts    smallint    not null,
  failures    smallint    not null,
  body_format smallint    not null,
  verifies    boolean     not null, -- a success marks the bank transaction as verified
  total_us    integer,
  exchange    bytea                 -- ExchangeBytes says how it is written
) partition by range (created_at);
create table webhooks.delivery_default partition of webhooks.delivery default;

-- Attempts that settled nothing.
create table webhooks.attempt (
  delivery_id bigint      not null,
  created_at  timestamptz not null, -- of the delivery: history goes by it
  started_at  timestamptz not null,
  number      smallint    not null,
  total_us    integer,
  exchange    bytea       not null
) partition by range (created_at);
create table webhooks.attempt_default partition of webhooks.attempt default;

do $$
declare
  part record;
begin
  for part in
    select replace(c.relname, '_before', '') as name, replace(p.relname, '_before', '') as parent,
      pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      join pg_class p on p.oid = i.inhparent
    where i.inhparent in ('webhooks.delivery_before'::regclass, 'webhooks.attempt_before'::regclass)
      and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
  loop
    execute format(
      'create table webhooks.%I partition of webhooks.%I %s', part.name, part.parent, part.bound);
  end loop;
end $$;

create function webhooks.exchange(a webhooks.attempt_before) returns bytea language sql as $$
select set_byte('\x00', 0,
    (a.response_headers is not null)::integer
      + 2 * a.truncated::integer
      + 4 * (a.error is not null)::integer
      + 8 * (a.dns_us is not null)::integer
      + 16 * (a.connect_us is not null)::integer
      + 32 * (a.tls_us is not null)::integer
      + 64 * (a.first_byte_us is not null)::integer)
  || set_byte('\x00', 0, coalesce(a.trigger, 0))
  || coalesce(set_byte('\x00', 0, a.error), '')
  || case when a.response_headers is null then '' else int2send(a.status_code) end
  || coalesce(int4send(a.dns_us), '')
  || coalesce(int4send(a.connect_us), '')
  || coalesce(int4send(a.tls_us), '')
  || coalesce(int4send(a.first_byte_us), '')
  || set_byte('\x00', 0, coalesce(octet_length(a.address), 0))
  || coalesce(convert_to(a.address, 'UTF8'), '')
  || int2send(octet_length(coalesce(a.request_headers, ''))::smallint)
  || coalesce(a.request_headers, '')
  || case
      when a.response_headers is null then coalesce(convert_to(a.detail, 'UTF8'), '')
      else int2send(octet_length(a.response_headers)::smallint) || a.response_headers
        || coalesce(a.body, '')
    end
$$;

insert into webhooks.delivery
select id, endpoint_id, created_at, settled_at, started_at, settlement, status, attempts, failures,
  body_format, verifies, total_us,
  case when started_at is not null then
    webhooks.exchange(row(id, created_at, attempts, trigger, status_code, error, truncated,
      started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, address, request_headers,
      response_headers, body, detail)::webhooks.attempt_before)
  end
from webhooks.delivery_before;

insert into webhooks.attempt
select delivery_id, created_at, started_at, number, total_us, webhooks.exchange(a)
from webhooks.attempt_before a;

drop function webhooks.exchange;
drop table webhooks.delivery_before, webhooks.attempt_before;

create index delivery_by_lane on webhooks.delivery (endpoint_id, id);
create index delivery_unsuccessful on webhooks.delivery (endpoint_id, id) where status <> 1;
create index attempt_by_delivery on webhooks.attempt (delivery_id);
