-- Bringing stored secrets under the newest key is done by one node at a time.
insert into webhooks.background_work (name, begun_at)
  values ('key-rotation', current_timestamp - interval '1' day);
