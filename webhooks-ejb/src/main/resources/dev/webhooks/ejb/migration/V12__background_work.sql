-- Work that one node at a time does in the background, and when it was last begun.
create table webhooks.background_work (
  name varchar(100) primary key,
  begun_at timestamp with time zone not null
);
insert into webhooks.background_work (name, begun_at)
  values ('retention', current_timestamp - interval '1' day);
