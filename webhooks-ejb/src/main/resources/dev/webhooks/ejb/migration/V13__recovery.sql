-- Sending again in the background; rows are kept as a record of who asked for what.
create sequence webhooks.recovery_id;
create table webhooks.recovery (
  id bigint primary key,
  tenant varchar(255) not null,
  endpoint_id bigint not null,
  since_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  status varchar(10) not null,
  next_cursor bigint,
  processed bigint not null,
  created_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  revision bigint not null
);
create index recovery_unfinished on webhooks.recovery (completed_at, id);
